import { clientList } from './client-list.ts';
import { clientMap } from './client-map.ts';
import { clientModel } from './client-model.ts';
import { clientView } from './client-view.ts';
import { clientVolume } from './client-volume.ts';

/** Runs before the first paint, so that a chosen theme does not flash. */
export const themeScript = `(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');
  try { var theme = localStorage.getItem('ticket-ai-theme'); if (theme === 'dark' || theme === 'light') root.dataset.theme = theme; } catch (_) { /* storage may be closed to files */ }
})();`;

const theme = `
function isDark() {
  var chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}
function onTheme() {
  var button = byId('theme');
  function show() {
    button.setAttribute('aria-pressed', String(isDark()));
    document.dispatchEvent(new Event('themechange'));
  }
  button.addEventListener('click', function () {
    var next = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem('ticket-ai-theme', next); } catch (_) { /* the choice then lasts as long as the page */ }
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  show();
}
// Paper is white and cannot be unfolded: print light and open, then put everything back.
function onPrint() {
  var closed = [], chosen;
  window.addEventListener('beforeprint', function () {
    chosen = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = 'light';
    closed = all('details:not([open]):not(.table)');
    closed.forEach(function (item) { item.open = true; });
    document.dispatchEvent(new Event('themechange'));
  });
  window.addEventListener('afterprint', function () {
    if (chosen) document.documentElement.dataset.theme = chosen; else delete document.documentElement.dataset.theme;
    closed.forEach(function (item) { item.open = false; });
    document.dispatchEvent(new Event('themechange'));
  });
}
`;

const start = `
onTheme();
onPrint();
// An empty report has nothing to filter and therefore no filter bar.
if (byId('filters')) {
  onControls();
  onLists();
  onVolume();
  onMap();
  update();
}
if (location.hash) openTarget(decodeURIComponent(location.hash.slice(1)));
`;

/** The page's script, whole: plain JavaScript that reads only the embedded data. */
export const pageScript = `(function () {\n'use strict';\n${[clientModel, clientView, clientList, clientVolume, clientMap, theme, start].join('')}})();`;
