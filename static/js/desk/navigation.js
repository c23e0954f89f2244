// On a narrow screen the navigation is one row that is moved sideways: it begins at where one is.

export function showWhereOneIs(navigation) {
  const current = navigation.querySelector("[aria-current]");
  if (!current) return;
  const [row, place] = [navigation, current].map((element) => element.getBoundingClientRect());
  if (place.left >= row.left && place.right <= row.right) return;
  navigation.scrollLeft += place.left + place.width / 2 - (row.left + row.width / 2);
}
