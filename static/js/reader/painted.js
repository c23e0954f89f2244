/* The page itself comes first: whoever waits for this changes nothing before readers see it. A
   frame begins when the style sheet is there, and the first one shows the page. */

export const painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
