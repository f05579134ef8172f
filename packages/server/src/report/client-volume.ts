/** Part 4: the volume chart follows the category filter, tells its figures and takes a time range by dragging. */
export const clientVolume = `
function onVolume() {
  var svg = byId('volume-svg');
  if (!svg) return;
  var plot = byId('volume-plot');
  var area = svg.parentNode;
  var paths = all('path', svg);
  var bins = data.bins.starts.length;
  var tip = make('div', 'tip');
  tip.hidden = true;
  area.appendChild(tip);

  function bands() {
    return data.series.map(function (series) {
      var values = [];
      for (var bin = 0; bin < bins; bin++) values.push(0);
      data.counts.forEach(function (line, row) {
        var category = categoryOfRow(row);
        if (!fitsCategory(row) || (isReason(row) ? series.length > 0 : series.indexOf(category) < 0)) return;
        for (var bin = 0; bin < bins; bin++) values[bin] += line[bin];
      });
      return values;
    });
  }
  function draw() {
    var values = bands();
    var totals = values[0] ? values[0].map(function (_, bin) { return values.reduce(function (sum, line) { return sum + line[bin]; }, 0); }) : [];
    var scale = niceTop(Math.max.apply(null, totals.concat(1)));
    var base = totals.map(function () { return 0; });
    values.forEach(function (line, index) {
      var path = '';
      line.forEach(function (value, bin) {
        if (value === 0) return;
        var height = value / scale.top * 200, bottom = 200 - base[bin];
        base[bin] += height;
        path += 'M' + (bin * 10 + 0.75) + ' ' + bottom.toFixed(2) + 'v' + (-height).toFixed(2) + 'h8.5V' + bottom.toFixed(2) + 'z';
      });
      if (paths[index]) paths[index].setAttribute('d', path);
    });
    var axis = plot.querySelector('.y');
    axis.textContent = '';
    plot.style.setProperty('--grid', 100 * scale.step / scale.top + '%');
    for (var tick = 0; tick <= scale.top; tick += scale.step) {
      var label = make('span', '', formatCount(tick));
      label.style.bottom = 100 * tick / scale.top + '%';
      axis.appendChild(label);
    }
    showRange(state.range);
  }
  function showRange(range) {
    var box = byId('volume-range');
    box.hidden = !range;
    if (!range) return;
    box.style.left = 100 * range[0] / bins + '%';
    box.style.width = 100 * (range[1] - range[0] + 1) / bins + '%';
  }
  function binAt(event) {
    var box = area.getBoundingClientRect();
    return Math.min(bins - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * bins)));
  }
  function tell(event) {
    var bin = binAt(event);
    var rows = data.counts.map(function (line, row) { return { row: row, count: fitsCategory(row) ? line[bin] : 0 }; });
    var sum = rows.reduce(function (total, entry) { return total + entry.count; }, 0);
    tip.textContent = '';
    tip.appendChild(make('b', '', formatCount(sum) + (sum === 1 ? ' ticket' : ' tickets')));
    tip.appendChild(make('span', 'facts', data.bins.labels[bin]));
    rows.filter(function (entry) { return !isReason(entry.row) && entry.count > 0; })
      .sort(function (a, b) { return b.count - a.count || a.row - b.row; }).slice(0, 3)
      .forEach(function (entry) { tip.appendChild(make('span', '', formatCount(entry.count) + ' ' + data.intents[entry.row].name)); });
    tip.hidden = false;
    var left = (bin + 0.5) / bins;
    tip.style.left = 100 * left + '%';
    tip.style.transform = 'translateX(' + (left > 0.6 ? '-100%' : left < 0.4 ? '0' : '-50%') + ')';
  }
  var start = -1;
  area.addEventListener('pointerdown', function (event) {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    start = binAt(event);
    area.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  area.addEventListener('pointermove', function (event) {
    tell(event);
    if (start >= 0) showRange([Math.min(start, binAt(event)), Math.max(start, binAt(event))]);
  });
  area.addEventListener('pointerup', function (event) {
    if (start < 0) return;
    var end = binAt(event);
    var same = state.range && start === end && state.range[0] === start && state.range[1] === end;
    if (same) setRange(0, bins - 1); else setRange(start, end);
    start = -1;
  });
  area.addEventListener('pointercancel', function () { start = -1; draw(); });
  area.addEventListener('pointerleave', function () { tip.hidden = true; });
  listeners.push(draw);
}
`;
