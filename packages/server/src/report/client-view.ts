/** Part 2: the filter (time, category, words) and everything whose counts follow it. */
export const clientView = `
var data = JSON.parse(document.getElementById('report-data').textContent);
var tickets = unpack(data);
var state = { range: null, category: -1, words: [] };
var listeners = [];
function byId(id) { return document.getElementById(id); }
function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
function make(tag, className, text) {
  var element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
function setText(root, selector, text) {
  all(selector, root).forEach(function (element) { element.textContent = text; });
}
function isReason(row) { return row >= data.intents.length; }
function categoryOfRow(row) { return isReason(row) ? -1 : data.intents[row].category; }
function fitsCategory(row) { return state.category < 0 || categoryOfRow(row) === state.category; }
function isFiltered() { return state.range !== null || state.category >= 0 || state.words.length > 0; }
function ticketFits(index) { return isIn(state.range, tickets.bin[index]) && fitsCategory(tickets.row[index]); }

var cards = all('#cards > li').map(function (element) {
  return { element: element, row: Number(element.dataset.row), folded: '' };
});
function cardFits(card, counts) {
  if (!fitsCategory(card.row)) return false;
  if (state.range && counts[card.row] === 0) return false;
  if (state.words.length === 0) return true;
  if (!card.folded) card.folded = fold(card.element.textContent);
  return hasAll(card.folded, state.words);
}
// The figures of an item itself, not those of items folded inside it.
function ownLine(element) {
  return element.querySelector(':scope > .line, :scope > details > summary, :scope > .volume') || element;
}
function showFigures(element, count, total, most) {
  var line = ownLine(element);
  setText(line, '.count', formatCount(count));
  setText(line, '.share', formatShare(count, total));
  all('.bar', line).forEach(function (bar) { bar.style.setProperty('--w', (most > 0 ? 100 * count / most : 0) + '%'); });
}
function update() {
  var counts = countRows(data.counts, state.range);
  var perCategory = data.categories.map(function () { return 0; });
  var total = 0, unassigned = 0, intents = 0, inCategory = 0;
  counts.forEach(function (count, row) {
    total += count;
    if (isReason(row)) { unassigned += count; return; }
    perCategory[categoryOfRow(row)] += count;
    if (fitsCategory(row)) { inCategory += count; if (count > 0 || !state.range) intents++; }
  });
  var most = Math.max.apply(null, perCategory.concat(0));
  var mostIntent = counts.reduce(function (top, count, row) { return isReason(row) ? top : Math.max(top, count); }, 0);
  all('#tree li[data-rows], #new li[data-rows]').forEach(function (item) {
    var rows = item.dataset.rows.split(' ').map(Number);
    var count = rows.reduce(function (sum, row) { return sum + counts[row]; }, 0);
    showFigures(item, count, total, most);
    item.classList.toggle('faded', count === 0 || !fitsCategory(rows[0]));
  });
  var shown = 0;
  cards.forEach(function (card) {
    var fits = cardFits(card, counts);
    card.element.hidden = !fits;
    if (fits) { shown++; showFigures(card.element, counts[card.row], total, mostIntent); }
  });
  all('[data-reason]').forEach(function (item) { showFigures(item, counts[Number(item.dataset.reason)], total, 0); });
  perCategory.forEach(function (count, index) { setText(document, '[data-category-count="' + index + '"]', formatCount(count)); });
  setText(document, '[data-total]', formatCount(total));
  setText(document, '[data-intents]', formatCount(intents));
  setText(document, '[data-unassigned]', formatCount(unassigned));
  setText(document, '[data-unassigned-share]', formatShare(unassigned, total));
  all('button[data-category]').forEach(function (button) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.category) === state.category));
  });
  sortCards(counts);
  if (byId('no-cards')) byId('no-cards').hidden = shown > 0;
  byId('reset').hidden = !isFiltered();
  byId('whole-period').hidden = !isFiltered();
  state.found = state.category < 0 ? total : inCategory;
  listeners.forEach(function (listener) { listener(counts); });
  byId('status').textContent = isFiltered() ? formatCount(shown) + (shown === 1 ? ' intent, ' : ' intents, ') + formatCount(state.found) + (state.found === 1 ? ' ticket' : ' tickets') + ' in this view' : '';
}

var orders = {
  count: function (a, b, counts) { return counts[b.row] - counts[a.row] || a.row - b.row; },
  name: function (a, b) { return data.intents[a.row].name.localeCompare(data.intents[b.row].name) || a.row - b.row; },
  confidence: function (a, b) { return data.intents[a.row].confidence - data.intents[b.row].confidence || a.row - b.row; },
  change: function (a, b) { return data.intents[b.row].strength - data.intents[a.row].strength || a.row - b.row; }
};
function sortCards(counts) {
  if (!byId('order')) return;
  var order = orders[byId('order').value] || orders.count;
  var sorted = cards.slice().sort(function (a, b) { return order(a, b, counts); });
  if (sorted.every(function (card, index) { return card === cards[index]; })) return;
  cards = sorted;
  var list = byId('cards');
  cards.forEach(function (card) { list.appendChild(card.element); });
}

function setRange(from, to) {
  var last = data.bins ? data.bins.starts.length - 1 : 0;
  var low = Math.min(from, to), high = Math.max(from, to);
  state.range = low === 0 && high === last ? null : [low, high];
  if (byId('from')) { byId('from').value = String(low); byId('to').value = String(high); }
  update();
}
function setCategory(category) {
  state.category = category;
  byId('category').value = String(category);
  update();
}
function reset() {
  state.range = null; state.category = -1; state.words = [];
  byId('query').value = ''; byId('category').value = '-1';
  if (data.bins) setRange(0, data.bins.starts.length - 1); else update();
}
function openTarget(id) {
  var target = id && byId(id);
  if (!target) return false;
  var card = target.closest('#cards > li');
  if (card && card.hidden) reset();
  if (target.tagName === 'DETAILS') target.open = true;
  target.scrollIntoView({ block: 'start' });
  var focus = target.querySelector('summary, h2, h3') || target;
  if (focus.tabIndex < 0) focus.tabIndex = -1;
  focus.focus({ preventScroll: true });
  return true;
}
function goToRow(row) {
  if (isReason(row)) { openTarget('unassigned'); return; }
  if (openTarget(data.intents[row].anchor)) return;
  byId('query').value = data.intents[row].name;
  byId('query').dispatchEvent(new Event('input'));
}
function onControls() {
  var timer = 0;
  byId('filters').addEventListener('submit', function (event) { event.preventDefault(); });
  byId('query').addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(function () { state.words = queryWords(byId('query').value); update(); }, 120);
  });
  byId('category').addEventListener('change', function () { setCategory(Number(byId('category').value)); });
  if (byId('order')) byId('order').addEventListener('change', update);
  byId('reset').addEventListener('click', function () { reset(); byId('query').focus(); });
  if (byId('from')) ['from', 'to'].forEach(function (id) {
    byId(id).addEventListener('change', function () { setRange(Number(byId('from').value), Number(byId('to').value)); });
  });
  all('button[data-category]').forEach(function (button) {
    button.addEventListener('click', function () {
      var category = Number(button.dataset.category);
      setCategory(state.category === category ? -1 : category);
    });
  });
  all('[data-fold]').forEach(function (button) {
    button.addEventListener('click', function () {
      all('#' + button.dataset.fold + ' details:not(.table)').forEach(function (item) { item.open = button.dataset.open === 'true'; });
    });
  });
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) return;
    var id = decodeURIComponent(link.getAttribute('href').slice(1));
    if (openTarget(id)) { event.preventDefault(); history.replaceState(null, '', '#' + id); }
  });
  window.addEventListener('hashchange', function () { openTarget(decodeURIComponent(location.hash.slice(1))); });
}
`;
