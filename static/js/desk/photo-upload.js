// A dialog that brings a new picture into the library without leaving the story.

import { refusal, UNREACHED } from "./asking.js";
import { openDialog } from "./dialog.js";
import { send } from "./sending.js";

const FIELDS = [
  {
    name: "original",
    label: gettext("Picture"),
    type: "file",
    help: gettext("JPEG, PNG, WebP or AVIF."),
    accept: "image/jpeg,image/png,image/webp,image/avif",
  },
  { name: "alt", label: gettext("Alt text"), help: gettext("What it shows, for those who cannot see it."), length: 300 },
  { name: "caption", label: gettext("Caption"), length: 500 },
  { name: "credit", label: gettext("Credit"), help: gettext("Left empty, it is read from the file."), length: 200 },
  { name: "source", label: gettext("Source"), help: gettext("Whom the picture comes from, such as an agency."), length: 200 },
  { name: "used_for", label: gettext("Used for"), value: gettext("Ref image"), length: 80 },
];

// `take(photo)` is called with what the library answers of a new photo; `returnTo` gets the focus in any case.
export function askForUpload({ uploadUrl, largest }, { take, returnTo }) {
  let sending;
  openDialog({
    title: gettext("Upload a picture"),
    submit: gettext("Upload"),
    fields: FIELDS,
    send: (dialog) => {
      sending = upload(dialog, { uploadUrl, largest }, take);
    },
    returnTo,
    closed: () => sending?.abort(),
  });
}

// Returns what `send` does, or null when the file is not sent at all.
function upload(dialog, { uploadUrl, largest }, take) {
  const file = dialog.form.elements.original.files[0];
  if (file && file.size > Number(largest)) {
    const message = interpolate(
      gettext("This file has %(size)s MB; a picture may have %(largest)s MB at most."),
      { size: megabytes(file.size), largest: megabytes(largest) },
      true,
    );
    dialog.report({ original: [message] });
    return null;
  }
  dialog.report({});
  dialog.isBusy(gettext("Uploading…"));
  const sending = send(uploadUrl, new FormData(dialog.form), (share) => {
    dialog.isBusy(share === 1 ? gettext("Developing the picture…") : gettext("Uploading…"), share);
  });
  sending.answered.then(({ status, answer }) => {
    dialog.isBusy("");
    if (status === 200 && answer) {
      take(answer);
      dialog.close();
    } else {
      dialog.report(answer?.errors ?? { all: [status ? refusal(status) : UNREACHED] });
    }
  });
  return sending;
}

const megabytes = (bytes) => Math.round(bytes / 1_048_576);
