/**
 * The program of the page, as text: it runs in a browser and nowhere else. It opens sessions that the page holds packed,
 * chooses rows, filters, and follows links to frames. It makes no request, and the page's policy allows none.
 */
export const SCRIPT = `'use strict';
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const sessions = $$('details.session');

async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

/** The content of a session, built when it is first opened. */
async function build(session) {
  const packed = $('script[data-packed]', session);
  if (packed) {
    const text = packed.textContent;
    packed.remove();
    $('.body', session).innerHTML = await unpacked(text);
  }
  for (const ladder of $$('svg.ladder:not([role=listbox])', session)) enliven(ladder);
}

/** The further rows of a table: some when its end is scrolled to, all where a filter looks at them. */
async function moreRows(list, count) {
  const script = $('script[data-packed]', list);
  if (script) {
    const text = script.textContent;
    script.remove();
    list.rows = (await unpacked(text)).split('\\n');
  }
  if (list.rows?.length) $('tbody', list).insertAdjacentHTML('beforeend', list.rows.splice(0, count).join(''));
}
for (const list of $$('.many'))
  list.addEventListener('scroll', () => { if (list.scrollTop + 2 * list.clientHeight > list.scrollHeight) moreRows(list, 300); });

/** Rows that can be chosen, one of them in the order of the Tab key. */
function enliven(ladder) {
  ladder.setAttribute('role', 'listbox');
  $$('.row', ladder).forEach((row, i) => {
    row.setAttribute('role', 'option');
    row.setAttribute('aria-selected', 'false');
    row.setAttribute('tabindex', i === 0 ? '0' : '-1');
  });
}

function choose(row, focus) {
  const ladder = row.closest('svg');
  for (const old of $$('[aria-selected=true], [tabindex="0"]', ladder)) {
    old.setAttribute('aria-selected', 'false');
    old.setAttribute('tabindex', '-1');
  }
  row.setAttribute('aria-selected', 'true');
  row.setAttribute('tabindex', '0');
  const about = row.closest('.figure').querySelector('aside .about');
  about.textContent = $('desc', row)?.textContent ?? '';
  if (focus) row.focus();
  row.scrollIntoView({ block: 'nearest' });
}

/** To the row that has a frame; sessions that may have it are built. */
async function showFrame(frame) {
  for (const session of sessions) {
    if (frame < +session.dataset.first || frame > +session.dataset.last) continue;
    await build(session);
    const row = $$('.row[data-frame]', session).findLast((one) => +one.dataset.frame <= frame && frame <= +(one.dataset.last ?? one.dataset.frame));
    if (!row) continue;
    session.open = true;
    choose(row, true);
    row.scrollIntoView({ block: 'center' });
    return;
  }
}

async function followHash() {
  const [, kind, number] = /^#([fs])(\\d+)$/.exec(location.hash) ?? [];
  if (kind === 'f') await showFrame(+number);
  if (kind === 's') {
    const session = document.getElementById('s' + number);
    if (session) session.open = true;
  }
}

document.addEventListener('toggle', (event) => { if (event.target.matches?.('details.session') && event.target.open) build(event.target); }, true);
document.addEventListener('click', (event) => {
  const row = event.target.closest?.('.ladder .row');
  if (row) choose(row, true);
  const link = event.target.closest?.('a[href^="#f"]');
  if (link && link.hash === location.hash) followHash();
});
document.addEventListener('mouseover', (event) => {
  const row = event.target.closest?.('.ladder .row');
  if (row && !$('[aria-selected=true]', row.closest('svg'))) row.closest('.figure').querySelector('aside .about').textContent = $('desc', row)?.textContent ?? '';
});

const isField = (element) => element.matches('input, select, button, textarea');
function step(list, current, by) {
  const at = list.indexOf(current);
  return list[Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + by))];
}

document.addEventListener('keydown', async (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (key === 'Escape' && target.id === 'filter') { target.value = ''; filter(); target.blur(); return; }
  if (isField(target)) return;
  const row = target.closest?.('.ladder .row');
  const session = target.closest?.('details.session');
  if (key === '/') { event.preventDefault(); $('#filter').focus(); return; }
  const rows = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };
  if (key in rows && (row || key === 'j' || key === 'k')) {
    event.preventDefault();
    const where = session ?? sessions.find(({ hidden, open }) => !hidden && open) ?? sessions.find(({ hidden }) => !hidden);
    if (!where) return;
    where.open = true;
    await build(where);
    choose(step($$('.ladder .row', where), row, rows[key]), true);
    return;
  }
  if (key === 'n' || key === 'p') {
    const next = step(sessions.filter(({ hidden }) => !hidden), session, key === 'n' ? 1 : -1);
    next?.querySelector('summary').focus();
    return;
  }
  if (key === 'o' && session) { session.open = !session.open; $('summary', session).focus(); }
});

async function filter() {
  for (const list of $$('#overview .many')) await moreRows(list, Infinity);
  const words = $('#filter').value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const session of sessions) {
    const hit = words.every((word) => session.dataset.text.includes(word));
    session.hidden = !hit;
    if (hit) shown++;
  }
  for (const line of $$('#overview tbody tr')) line.hidden = document.getElementById($('a', line).hash.slice(1))?.hidden ?? false;
  const status = $('#filtered');
  status.textContent = words.length === 0 ? '' : status.dataset.words.replace('{shown}', shown).replace('{all}', sessions.length);
}
$('#filter')?.addEventListener('input', filter);
$('#open-all')?.addEventListener('click', () => { for (const one of sessions) if (!one.hidden) one.open = true; });
$('#close-all')?.addEventListener('click', () => { for (const one of sessions) one.open = false; });
$('#theme')?.addEventListener('change', ({ target }) => {
  if (target.value === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = target.value;
});

let closed = [];
addEventListener('beforeprint', () => {
  closed = sessions.filter(({ open, hidden }) => !open && !hidden && sessions.length <= 50);
  for (const one of closed) one.open = true;
});
addEventListener('afterprint', () => { for (const one of closed) one.open = false; });
addEventListener('hashchange', followHash);
for (const element of $$('.tools')) element.hidden = false;
for (const session of sessions) if (session.open) build(session);
followHash();
`;
