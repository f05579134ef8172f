/** Part 3: lists of tickets, in a card and as search results. */
export const clientList = `
var FIRST = 8, PAGE = 25;
function marked(element, text) {
  var folded = fold(text);
  // Folding may change lengths (ligatures, CJK width); then the words are not marked rather than marked wrongly.
  var words = folded.length === text.length ? state.words : [];
  var place = 0;
  while (place < text.length) {
    var next = -1, size = 0;
    words.forEach(function (word) {
      var found = folded.indexOf(word, place);
      if (found >= 0 && (next < 0 || found < next)) { next = found; size = word.length; }
    });
    if (next < 0) break;
    if (next > place) element.appendChild(document.createTextNode(text.slice(place, next)));
    element.appendChild(make('mark', '', text.slice(next, next + size)));
    place = next + size;
  }
  element.appendChild(document.createTextNode(text.slice(place)));
}
function ticketItem(index, withIntent) {
  var item = make('li');
  var text = make('p');
  text.dir = 'auto';
  if (tickets.texts[index]) marked(text, tickets.texts[index]);
  else text.appendChild(make('em', '', 'Text left out to keep this page small'));
  item.appendChild(text);
  var small = make('small');
  var row = tickets.row[index];
  var facts = [tickets.prefix + tickets.ids[index]];
  if (tickets.day[index] > 0) facts.push(formatDay(data.firstDay + tickets.day[index] - 1));
  if (!isReason(row)) facts.push('confidence ' + (tickets.confidence[index] / 100).toFixed(2));
  if (tickets.decisions[tickets.decision[index]]) facts.push(tickets.decisions[tickets.decision[index]].replace(/[_-]+/g, ' '));
  small.textContent = facts.join(' · ');
  if (withIntent) {
    small.appendChild(document.createTextNode(' · '));
    var link = make('a', '', isReason(row) ? 'Unassigned' : data.intents[row].name);
    link.href = '#' + (isReason(row) ? 'unassigned' : data.intents[row].anchor);
    small.appendChild(link);
  }
  item.appendChild(small);
  return item;
}
function fillList(container, indexes, withIntent) {
  container.textContent = '';
  var list = make('ul', 'tickets');
  var more = make('button', '', 'Show more');
  more.type = 'button';
  var shown = 0;
  function grow() {
    var next = Math.min(indexes.length, shown + (shown === 0 ? FIRST : PAGE));
    indexes.slice(shown, next).forEach(function (index) { list.appendChild(ticketItem(index, withIntent)); });
    shown = next;
    more.hidden = shown >= indexes.length;
    more.textContent = 'Show more (' + formatCount(indexes.length - shown) + ' left)';
  }
  more.addEventListener('click', grow);
  container.appendChild(list);
  container.appendChild(more);
  grow();
}
function indexesWhere(fits) {
  var found = [];
  for (var i = 0; i < tickets.size; i++) if (fits(i)) found.push(i);
  return found;
}
function foldedText(index) {
  if (tickets.folded[index] === undefined) tickets.folded[index] = fold(tickets.prefix + tickets.ids[index] + ' ' + tickets.texts[index]);
  return tickets.folded[index];
}
function fillRow(button) {
  var row = Number(button.dataset.list);
  var list = button.parentNode.nextElementSibling;
  fillList(list, indexesWhere(function (i) { return tickets.row[i] === row && isIn(state.range, tickets.bin[i]); }), false);
}
function onLists() {
  all('button[data-list]').forEach(function (button) {
    button.addEventListener('click', function () {
      var list = button.parentNode.nextElementSibling;
      var open = list.hidden;
      list.hidden = !open;
      button.setAttribute('aria-expanded', String(open));
      button.textContent = open ? 'Hide all tickets' : 'Show all tickets';
      if (open) fillRow(button);
    });
  });
  var matches = new Uint8Array(tickets.size);
  listeners.push(function () {
    var results = byId('results');
    results.hidden = state.words.length === 0;
    all('button[data-list][aria-expanded="true"]').forEach(fillRow);
    if (state.words.length === 0) { state.matches = null; return; }
    matches.fill(0);
    var found = indexesWhere(function (i) { return ticketFits(i) && hasAll(foldedText(i), state.words); });
    found.forEach(function (i) { matches[i] = 1; });
    state.matches = matches;
    state.found = found.length;
    byId('results-title').textContent = found.length === 1 ? '1 ticket contains these words' : formatCount(found.length) + ' tickets contain these words';
    fillList(byId('results-list'), found, true);
  });
}
`;
