// What to know before a picture is shown: its licence, and where it ran before. That this story shows
// it is no news.
export function notesOf(photo) {
  if (!photo) return [];
  const elsewhere = photo.uses.filter(({ address }) => address !== window.location.pathname);
  return [...photo.states, ...elsewhere.map(({ sentence }) => sentence), ...(photo.twins ?? [])];
}
