// On a narrow screen the navigation is one row that is moved sideways: it begins at where one is.

export function showWhereOneIs(navigation) {
  const current = navigation.querySelector("[aria-current]");
  if (!current) return;
  const [row, place] = [navigation, current].map((element) => element.getBoundingClientRect());
  navigation.scrollLeft += place.left + place.width / 2 - (row.left + row.width / 2);
}
