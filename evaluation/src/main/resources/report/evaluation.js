(function () {
  'use strict';
  const data = JSON.parse(document.getElementById('chart-data').textContent);

  function frame(chart) {
    const several = chart.series.length > 1;
    return {
      title: page.title(chart.title),
      legend: { show: several, top: 28, left: 0, itemWidth: 16, textStyle: { color: page.colour('--soft') } },
      grid: { left: 52, right: 24, top: several ? 62 : 40, bottom: 46 },
      tooltip: page.tooltip(),
    };
  }

  function shade(index) {
    return [page.colour('--accent'), page.colour('--soft'), page.colour('--caution'), page.colour('--good'), page.colour('--bad')][index % 5];
  }

  function bands(series, index) {
    if (!series.points.every(function (p) { return p.low !== null; })) {
      return [];
    }
    const band = { name: series.name, type: 'line', stack: 'band' + index, symbol: 'none', silent: true,
      lineStyle: { opacity: 0 }, tooltip: { show: false } };
    return [
      Object.assign({ data: series.points.map(function (p) { return p.low; }) }, band),
      Object.assign({ data: series.points.map(function (p) { return p.high - p.low; }),
        areaStyle: { color: shade(index), opacity: 0.14 } }, band),
    ];
  }

  function line(chart) {
    const labels = [];
    chart.series.forEach(function (s) {
      s.points.forEach(function (p) { if (!labels.includes(p.label)) { labels.push(p.label); } });
    });
    const series = [];
    chart.series.forEach(function (s, i) {
      series.push({
        name: s.name, type: 'line', symbolSize: 8, z: 3,
        data: labels.map(function (label) {
          const point = s.points.find(function (p) { return p.label === label; });
          return point ? { value: point.y, point: point } : null;
        }),
        lineStyle: { color: shade(i), width: s.dashed ? 2 : 3, type: s.dashed ? 'dashed' : 'solid' },
        itemStyle: { color: shade(i) },
        label: { show: i === 0, color: page.colour('--ink'), formatter: function (p) { return p.value.toFixed(2); } },
      });
      if (i < 2) {
        bands(s, i).forEach(function (b) { series.push(b); });
      }
    });
    const option = frame(chart);
    option.tooltip.formatter = function (item) {
      const p = item.data.point;
      return item.seriesName + ', ' + p.label + ': ' + p.y.toFixed(3)
        + (p.low === null ? '' : ' (95 % interval ' + p.low.toFixed(3) + ' to ' + p.high.toFixed(3) + ')');
    };
    option.xAxis = page.axis({ type: 'category', data: labels, name: chart.x });
    option.yAxis = page.axis({ type: 'value', min: 0, max: function (range) { return range.max <= 1 ? 1 : null; } });
    option.series = series;
    return option;
  }

  function scatter(chart) {
    const option = frame(chart);
    option.tooltip.formatter = function (item) {
      // Titles come from strangers: they are shown as text.
      const name = document.createElement('span');
      name.textContent = item.data.point.label;
      return name.innerHTML + '<br>' + chart.x + ': ' + item.value[0].toPrecision(3) + '<br>' + chart.y + ': '
        + item.value[1].toPrecision(3);
    };
    option.xAxis = page.axis({ type: 'value', name: chart.x, scale: true });
    option.yAxis = page.axis({ type: 'value', min: 0, max: 1 });
    option.series = chart.series.map(function (s, i) {
      return {
        name: s.name, type: s.dashed ? 'line' : 'scatter', symbolSize: s.dashed ? 0 : 10,
        data: s.points.map(function (p) { return { value: [p.x, p.y], point: p }; }),
        itemStyle: { color: shade(i), opacity: 0.75 },
        lineStyle: { color: shade(i), type: 'dashed', width: 2 },
        label: { show: chart.id === 'curve' && !s.dashed, position: 'top', color: page.colour('--ink'),
          formatter: function (p) { return p.data.point.label; } },
      };
    });
    return option;
  }

  data.forEach(function (chart) {
    const drawn = page.draw('chart-' + chart.id, function () { return (chart.kind === 'line' ? line : scatter)(chart); });
    drawn.on('click', function (item) {
      if (item.data && item.data.point && item.data.point.href) {
        window.location.hash = item.data.point.href;
      }
    });
  });
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('section details').forEach(function (details) {
      details.open = !details.closest('.card');
    });
  });

  function key(row, column) {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
  }

  function sort(table, column, heading) {
    const ascending = heading.getAttribute('aria-sort') !== 'ascending';
    const numeric = heading.classList.contains('number');
    table.querySelectorAll('thead th').forEach(function (th) { th.removeAttribute('aria-sort'); });
    heading.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const rows = Array.from(table.tBodies[0].rows);
    rows.sort(function (a, b) {
      const x = key(a, column);
      const y = key(b, column);
      // What has no value comes last in either order.
      if (x === '' || y === '') {
        return (x === '') - (y === '');
      }
      const order = numeric ? parseFloat(x) - parseFloat(y) : x.localeCompare(y);
      return ascending ? order : -order;
    });
    table.tBodies[0].append.apply(table.tBodies[0], rows);
  }

  document.querySelectorAll('table.sortable').forEach(function (table) {
    table.querySelectorAll('thead th').forEach(function (heading, column) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = heading.textContent;
      button.addEventListener('click', function () { sort(table, column, heading); });
      heading.replaceChildren(button);
    });
  });

  function reveal() {
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (target && target.classList.contains('card')) {
      target.hidden = false;
      target.querySelector('details').open = true;
    }
  }
  window.addEventListener('hashchange', reveal);
  reveal();

  page.search();
})();
