// What must stay in view is clicked in the picture, or moved there with the arrow keys; the crops show
// at once what remains. The two numbers stay what is sent.

const STEP = 0.01;
const LEAP = 0.1;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value) => Math.min(1, Math.max(0, value));

// Where a crop stands along one side, as a share of what is cut off: centred on the focal point and
// never outside. The same as `_box` in photos/renditions.py.
const position = (whole, side, focal) =>
  whole === side ? 0.5 : within((whole * focal - side / 2) / (whole - side));

function equip(picture) {
  const frame = picture.querySelector("[data-focal-frame]");
  const cross = picture.querySelector("[data-focal-cross]");
  const image = frame.querySelector("img");
  const inputs = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
  // Who may only look at the picture has no fields.
  if (inputs.includes(null)) return;

  const point = () => inputs.map((input) => within(Number(input.value)));
  const show = () => {
    const [x, y] = point();
    cross.style.setProperty("left", `${x * 100}%`);
    cross.style.setProperty("top", `${y * 100}%`);
    const label = interpolate(
      gettext("Focal point: %(x)s percent from the left, %(y)s percent from the top"),
      { x: Math.round(x * 100), y: Math.round(y * 100) },
      true,
    );
    cross.setAttribute("aria-label", label);
    for (const crop of picture.querySelectorAll("[data-focal-crop]")) showCrop(crop, image, x, y);
  };
  const move = (x, y) => {
    [x, y].forEach((value, axis) => {
      inputs[axis].value = within(value).toFixed(2);
      inputs[axis].dispatchEvent(new Event("input", { bubbles: true }));
    });
    show();
    picture.querySelector("[data-focal-status]").textContent = cross.getAttribute("aria-label");
  };

  frame.addEventListener("click", (event) => {
    // Enter on the cross is a click at no place.
    if (!event.detail) return;
    const box = image.getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    cross.focus();
  });
  cross.addEventListener("keydown", (event) => {
    const direction = MOVES[event.key];
    if (!direction) return;
    event.preventDefault();
    const [x, y] = point();
    const far = event.shiftKey ? LEAP : STEP;
    move(x + direction[0] * far, y + direction[1] * far);
  });
  for (const input of inputs) input.addEventListener("input", show);
  cross.hidden = false;
  picture.querySelector("[data-focal-help]").hidden = false;
  show();
}

function showCrop(crop, image, x, y) {
  const [across, down] = crop.dataset.shape.split(":").map(Number);
  const [width, height] = [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
  const side = Math.min(width, (height * across) / down);
  const shares = [position(width, side, x), position(height, (side * down) / across, y)];
  crop.style.setProperty("object-position", shares.map((share) => `${share * 100}%`).join(" "));
}

for (const picture of document.querySelectorAll("[data-focal-point]")) equip(picture);
