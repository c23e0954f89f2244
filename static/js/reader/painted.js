/* The page itself comes first: whoever waits for `painted` changes nothing before readers see it,
   and whoever waits for `frame` does so in the frame that shows it, just before it is drawn. A frame
   begins when the style sheet is there. */

export const frame = new Promise((resolve) => requestAnimationFrame(resolve));
export const painted = frame.then(() => new Promise((resolve) => setTimeout(resolve)));
