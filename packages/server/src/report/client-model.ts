/**
 * The page's own script, part 1: reading the embedded data and counting. No part touches the document here,
 * so the tests run it as it is. Text never becomes markup: the script only ever sets `textContent`.
 */
export const clientModel = String.raw`
function bytesOf(base64) {
  var binary = atob(base64);
  var bytes = new Uint8Array(binary.length);
  for (var i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
function wordsOf(base64) {
  var bytes = bytesOf(base64);
  var words = new Uint16Array(bytes.length / 2);
  for (var i = 0; i < words.length; i++) words[i] = bytes[2 * i] | (bytes[2 * i + 1] << 8);
  return words;
}
function unpack(data) {
  var packed = data.tickets;
  var starts = data.bins ? data.bins.starts : [];
  var day = wordsOf(packed.day);
  var bin = new Int16Array(day.length);
  for (var i = 0; i < day.length; i++) bin[i] = day[i] === 0 ? -1 : lastAtMost(starts, data.firstDay + day[i] - 1);
  return {
    size: day.length, prefix: packed.idPrefix, ids: packed.ids, texts: packed.texts, decisions: packed.decisions,
    row: wordsOf(packed.row), day: day, bin: bin, confidence: bytesOf(packed.confidence), decision: bytesOf(packed.decision),
    x: packed.x ? wordsOf(packed.x) : null, y: packed.y ? wordsOf(packed.y) : null, folded: []
  };
}
function lastAtMost(starts, day) {
  var low = 0, high = starts.length;
  while (low < high) {
    var middle = (low + high) >> 1;
    if (starts[middle] <= day) low = middle + 1; else high = middle;
  }
  return low - 1;
}
// Letters without case and accents, so that a search for "rueckgabe" is not needed to find what is typed "Rückgabe".
function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase();
}
function queryWords(text) {
  return fold(text).split(/\s+/).filter(Boolean);
}
function hasAll(folded, words) {
  for (var i = 0; i < words.length; i++) if (folded.indexOf(words[i]) < 0) return false;
  return true;
}
// A range is null (everything, tickets without a date included) or [first bin, last bin].
function countRows(counts, range) {
  return counts.map(function (line) {
    var sum = 0;
    for (var bin = range ? range[0] : 0; bin <= (range ? range[1] : line.length - 1); bin++) sum += line[bin];
    return sum;
  });
}
function isIn(range, bin) {
  return !range || (bin >= range[0] && bin <= range[1]);
}
function formatCount(value) {
  return value.toLocaleString('en-US');
}
function formatShare(part, whole) {
  if (whole <= 0 || part <= 0) return '0%';
  var percent = 100 * part / whole;
  if (percent < 0.1) return '<0.1%';
  if (percent >= 9.95) return part < whole && percent > 99.5 ? '>99%' : Math.round(percent) + '%';
  return percent.toFixed(1) + '%';
}
function formatDay(day) {
  return new Date(day * 86400000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
function niceTop(most) {
  var rough = Math.max(1, most) / 5;
  var power = Math.pow(10, Math.floor(Math.log10(rough)));
  var factor = [1, 2, 2.5, 5, 10].filter(function (f) { return f * power >= rough; })[0] || 10;
  var step = Math.ceil(Math.max(1, factor * power));
  return { step: step, top: Math.ceil(Math.max(1, most) / step) * step };
}
`;
