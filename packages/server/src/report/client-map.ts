/** Part 5: the map of tickets on a canvas: hover tells a ticket, a click opens its intent. */
export const clientMap = `
function onMap() {
  var canvas = byId('map-canvas');
  if (!canvas || !tickets.x) return;
  var frame = canvas.parentNode, context = canvas.getContext('2d');
  var tip = byId('map-tip');
  var view = { scale: 1, x: 0, y: 0 };
  var width = 0, height = 0, pending = false, hovered = -1, drag = null;
  var PAD = 22, NOWHERE = 65535, COLOURS = 12;
  var radius = tickets.size > 9000 ? 1.7 : tickets.size > 2500 ? 2.2 : tickets.size > 600 ? 2.8 : 3.6;
  var order = indexesWhere(function (i) { return tickets.x[i] !== NOWHERE; });
  order.sort(function (a, b) { return isReason(tickets.row[b]) - isReason(tickets.row[a]) || a - b; });
  var centres = findCentres();

  function findCentres() {
    var groups = {};
    order.forEach(function (i) { (groups[tickets.row[i]] = groups[tickets.row[i]] || []).push(i); });
    return Object.keys(groups).map(Number).filter(function (row) { return !isReason(row); }).map(function (row) {
      return { row: row, size: groups[row].length, x: middle(groups[row], tickets.x), y: middle(groups[row], tickets.y) };
    }).sort(function (a, b) { return b.size - a.size || a.row - b.row; });
  }
  function middle(indexes, values) {
    var sorted = indexes.map(function (i) { return values[i]; }).sort(function (a, b) { return a - b; });
    return sorted[sorted.length >> 1];
  }
  function px(value) { return PAD + (value / 65534 * view.scale + view.x) * (width - 2 * PAD); }
  function py(value) { return PAD + (value / 65534 * view.scale + view.y) * (height - 2 * PAD); }
  function isLit(i) { return ticketFits(i) && (!state.matches || state.matches[i] === 1); }

  function schedule() {
    if (pending) return;
    pending = true;
    requestAnimationFrame(function () { pending = false; draw(); });
  }
  function draw() {
    var ratio = window.devicePixelRatio || 1;
    width = frame.clientWidth; height = frame.clientHeight;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
    }
    var style = getComputedStyle(document.documentElement);
    var colours = [];
    for (var c = 0; c < COLOURS; c++) colours.push(style.getPropertyValue('--c' + c).trim());
    var none = style.getPropertyValue('--none').trim();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    var size = radius * Math.min(2.2, Math.sqrt(view.scale));
    [false, true].forEach(function (lit) {
      order.forEach(function (i) {
        if (isLit(i) !== lit) return;
        var row = tickets.row[i];
        context.globalAlpha = lit ? (isReason(row) ? 0.55 : 0.78) : 0.07;
        context.fillStyle = isReason(row) ? none : colours[categoryOfRow(row) % COLOURS];
        dot(px(tickets.x[i]), py(tickets.y[i]), isReason(row) ? size * 0.8 : size, isReason(row) ? 0 : Math.floor(categoryOfRow(row) / COLOURS) % 4);
      });
    });
    context.globalAlpha = 1;
    labels(style);
    if (hovered >= 0) ring(hovered, style);
  }
  function dot(x, y, r, shape) {
    if (x < -r || y < -r || x > width + r || y > height + r) return;
    context.beginPath();
    if (shape === 0) context.arc(x, y, r, 0, 6.2832);
    else if (shape === 1) context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
    else if (shape === 2) { context.moveTo(x, y - r * 1.2); context.lineTo(x + r * 1.1, y + r * 0.9); context.lineTo(x - r * 1.1, y + r * 0.9); }
    else { context.moveTo(x, y - r * 1.3); context.lineTo(x + r * 1.3, y); context.lineTo(x, y + r * 1.3); context.lineTo(x - r * 1.3, y); }
    context.fill();
  }
  function ring(i, style) {
    context.strokeStyle = style.getPropertyValue('--ink').trim();
    context.lineWidth = 2;
    context.beginPath();
    context.arc(px(tickets.x[i]), py(tickets.y[i]), radius + 4, 0, 6.2832);
    context.stroke();
  }
  // Names of the largest intents, as many as fit without covering one another; on a narrow screen long ones take two lines.
  function labels(style) {
    var taken = [], narrow = width < 480;
    var most = Math.max(6, width * height / (narrow ? 7000 : 16000) * Math.min(4, view.scale));
    context.font = (narrow ? '600 10px ' : '600 12px ') + getComputedStyle(document.body).fontFamily;
    context.textAlign = 'center'; context.textBaseline = 'middle'; context.lineJoin = 'round';
    context.strokeStyle = style.getPropertyValue('--page').trim();
    context.fillStyle = style.getPropertyValue('--ink').trim();
    context.lineWidth = 4;
    centres.forEach(function (centre) {
      if (taken.length >= most || !fitsCategory(centre.row)) return;
      var name = data.intents[centre.row].name;
      var lines = narrow ? twoLines(name, 14) : [cutName(name, 30)];
      var half = Math.max.apply(null, lines.map(function (line) { return context.measureText(line).width; })) / 2 + 4;
      var tall = lines.length * (narrow ? 12 : 17);
      var x = Math.min(width - half, Math.max(half, px(centre.x))), y = py(centre.y);
      if (px(centre.x) < 0 || px(centre.x) > width || y < 10 || y > height - 10) return;
      var free = taken.every(function (box) { return Math.abs(box.x - x) > box.half + half || Math.abs(box.y - y) > (box.tall + tall) / 2; });
      if (!free) return;
      taken.push({ x: x, y: y, half: half, tall: tall });
      lines.forEach(function (line, n) {
        var at = y + (n - (lines.length - 1) / 2) * 12;
        context.globalAlpha = 0.85; context.strokeText(line, x, at);
        context.globalAlpha = 1; context.fillText(line, x, at);
      });
    });
  }
  function cutName(name, longest) { return name.length > longest ? name.slice(0, longest - 1).trim() + '…' : name; }
  // Broken at the blank nearest to the middle.
  function twoLines(name, longest) {
    if (name.length <= longest) return [name];
    var best = -1;
    for (var at = name.indexOf(' '); at >= 0; at = name.indexOf(' ', at + 1))
      if (best < 0 || Math.abs(at - name.length / 2) < Math.abs(best - name.length / 2)) best = at;
    return best < 0 ? [cutName(name, longest + 4)] : [cutName(name.slice(0, best), longest + 4), cutName(name.slice(best + 1), longest + 4)];
  }

  function nearest(event) {
    var box = canvas.getBoundingClientRect();
    var x = event.clientX - box.left, y = event.clientY - box.top;
    var best = -1, reach = event.pointerType === 'mouse' ? 12 : 24, shortest = reach * reach;
    order.forEach(function (i) {
      var dx = px(tickets.x[i]) - x, dy = py(tickets.y[i]) - y, distance = dx * dx + dy * dy;
      if (distance < shortest && isLit(i)) { shortest = distance; best = i; }
    });
    return best;
  }
  function tell(i) {
    hovered = i;
    tip.hidden = i < 0;
    canvas.style.cursor = i >= 0 ? 'pointer' : view.scale > 1 ? 'grab' : 'default';
    schedule();
    if (i < 0) return;
    var row = tickets.row[i], text = tickets.texts[i] || tickets.prefix + tickets.ids[i];
    tip.textContent = '';
    var link = make('a', '', isReason(row) ? 'Unassigned' : data.intents[row].name);
    link.href = '#' + (isReason(row) ? 'unassigned' : data.intents[row].anchor);
    tip.appendChild(link);
    var words = make('span', '', text.length > 180 ? text.slice(0, 179) + '…' : text);
    words.dir = 'auto';
    tip.appendChild(words);
    var right = px(tickets.x[i]) > width / 2, low = py(tickets.y[i]) > height / 2;
    tip.style.left = right ? 'auto' : Math.max(4, px(tickets.x[i]) + 12) + 'px';
    tip.style.right = right ? Math.max(4, width - px(tickets.x[i]) + 12) + 'px' : 'auto';
    tip.style.top = low ? 'auto' : Math.max(4, py(tickets.y[i]) + 12) + 'px';
    tip.style.bottom = low ? Math.max(4, height - py(tickets.y[i]) + 12) + 'px' : 'auto';
  }
  function zoom(factor, atX, atY) {
    var scale = Math.min(24, Math.max(1, view.scale * factor));
    view.x = atX - (atX - view.x) * scale / view.scale;
    view.y = atY - (atY - view.y) * scale / view.scale;
    view.scale = scale;
    keepInside();
  }
  function keepInside() {
    view.x = Math.min(0, Math.max(1 - view.scale, view.x));
    view.y = Math.min(0, Math.max(1 - view.scale, view.y));
    canvas.style.touchAction = view.scale > 1 ? 'none' : 'pan-y';
    schedule();
  }
  canvas.addEventListener('pointerdown', function (event) {
    drag = { x: event.clientX, y: event.clientY, viewX: view.x, viewY: view.y, moved: false };
    if (view.scale > 1) canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', function (event) {
    if (!drag || view.scale === 1) { tell(nearest(event)); return; }
    var dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (Math.abs(dx) + Math.abs(dy) > 4) drag.moved = true;
    view.x = drag.viewX + dx / (width - 2 * PAD);
    view.y = drag.viewY + dy / (height - 2 * PAD);
    keepInside();
  });
  canvas.addEventListener('pointerup', function (event) {
    var moved = drag && drag.moved;
    drag = null;
    if (moved) return;
    var i = nearest(event);
    tell(i);
    if (i >= 0 && event.pointerType === 'mouse') goToRow(tickets.row[i]);
  });
  canvas.addEventListener('pointercancel', function () { drag = null; });
  frame.addEventListener('pointerleave', function (event) { if (event.pointerType === 'mouse') tell(-1); });
  canvas.addEventListener('wheel', function (event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    var box = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 200), (event.clientX - box.left - PAD) / (width - 2 * PAD), (event.clientY - box.top - PAD) / (height - 2 * PAD));
  }, { passive: false });
  all('[data-zoom]').forEach(function (button) {
    button.addEventListener('click', function () {
      if (button.dataset.zoom === '0') { view.scale = 1; keepInside(); } else zoom(Number(button.dataset.zoom), 0.5, 0.5);
    });
  });
  new ResizeObserver(schedule).observe(frame);
  listeners.push(schedule);
  document.addEventListener('themechange', draw);
}
`;
