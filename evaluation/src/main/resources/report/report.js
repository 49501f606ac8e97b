(function () {
  'use strict';
  const data = JSON.parse(document.getElementById('chart-data').textContent);

  function tolerance() {
    const points = data.tolerances;
    const banded = points.every(function (p) { return p.low !== null; });
    const band = { type: 'line', stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
    const series = [{
      type: 'line', data: points.map(function (p) { return p.value; }), symbolSize: 9, z: 3,
      lineStyle: { color: page.colour('--accent'), width: 3 }, itemStyle: { color: page.colour('--accent') },
      label: { show: true, color: page.colour('--ink'), formatter: function (p) { return p.value.toFixed(2); } },
    }];
    if (banded) {
      series.push(Object.assign({ data: points.map(function (p) { return p.low; }) }, band));
      series.push(Object.assign({ data: points.map(function (p) { return p.high - p.low; }),
        areaStyle: { color: page.colour('--accent'), opacity: 0.16 } }, band));
    }
    return {
      title: page.title('Chapter starts (F1), by how far off they may be'),
      grid: { left: 40, right: 24, top: 44, bottom: 46 },
      xAxis: page.axis({ type: 'category', data: points.map(function (p) { return p.seconds + ' s'; }), name: 'tolerance' }),
      yAxis: page.axis({ type: 'value', min: 0, max: 1 }),
      tooltip: page.tooltip({ trigger: 'axis', formatter: function (items) {
        const p = points[items[0].dataIndex];
        return p.seconds + ' s: F1 ' + p.value.toFixed(2)
          + (p.low === null ? '' : ' (95 % interval ' + p.low.toFixed(2) + ' to ' + p.high.toFixed(2) + ')');
      } }),
      series: series,
    };
  }

  function speed() {
    const bars = data.stages.slice().reverse();
    return {
      title: page.title('Times faster than real time, by stage'),
      grid: { left: 90, right: 64, top: 36, bottom: 24 },
      xAxis: page.axis({ type: 'log', min: 1, splitNumber: 3 }),
      yAxis: page.axis({ type: 'category', data: bars.map(function (b) { return b.name; }), splitLine: { show: false } }),
      series: [{
        type: 'bar', barMaxWidth: 22, data: bars.map(function (b) { return Math.max(b.value, 1); }),
        itemStyle: { color: page.colour('--accent'), borderRadius: [0, 4, 4, 0] },
        label: { show: true, position: 'right', color: page.colour('--ink'),
          formatter: function (p) { const v = bars[p.dataIndex].value; return (v < 10 ? v.toFixed(1) : Math.round(v)) + '×'; } },
      }],
    };
  }

  if (data.tolerances.length > 1) {
    page.draw('chart-tolerance', tolerance);
  }
  if (data.stages.length > 1) {
    page.draw('chart-speed', speed);
  }
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('.card details').forEach(function (d) { d.open = true; });
  });

  const cards = page.search();
  const list = document.getElementById('cards');
  const order = document.getElementById('order');
  order.addEventListener('change', function () {
    const sorted = cards.slice();
    if (order.value === 'title') {
      sorted.sort(function (a, b) { return a.dataset.title.localeCompare(b.dataset.title); });
    }
    list.append.apply(list, sorted);
  });
})();
