/* What plain HTML and htmx cannot do by themselves. Every page works without this file; its sentences
   stand in the data attributes of #messages, so that no Vietnamese text lives here. */
(() => {
  'use strict';
  const doc = document;
  const all = (selector, from) => Array.from((from || doc).querySelectorAll(selector));
  const box = () => doc.getElementById('messages');
  const word = name => (box() && box().dataset[name]) || '';
  const panel = () => doc.getElementById('panel');
  const sourceOf = ctx => (ctx && ctx.sourceElement) || doc.body;

  // An old browser has no working htmx: there the buttons marked .no-js stay, and forms go the plain way.
  if (window.htmx) doc.documentElement.classList.add('js');

  // One place for messages; the old one goes, so that a screen reader reads the new one again.
  function say(kind, text, link, url) {
    const line = doc.createElement('div');
    const sentence = doc.createElement('p');
    line.className = 'msg ' + kind;
    sentence.textContent = text + ' ';
    if (link) {
      const a = doc.createElement('a');
      a.href = url;
      a.target = '_blank';
      a.rel = 'noopener';
      a.textContent = link;
      sentence.appendChild(a);
    }
    line.appendChild(sentence);
    if (box()) {
      box().textContent = '';
      box().appendChild(line);
    }
  }

  // ---- CSRF: the token lives in one element. A stale hidden field would win over a fresh header on the
  // server, so both are written.
  const tokenMeta = () => doc.querySelector('meta[name="csrf-token"]');
  function stamp(request) {
    if (request.method === 'GET' || new URL(request.action, doc.baseURI).origin !== location.origin) return;
    request.headers['X-CSRFToken'] = tokenMeta().content;
    if (request.body && request.body.has('csrf_token')) request.body.set('csrf_token', tokenMeta().content);
  }
  doc.addEventListener('htmx:config:request', e => stamp(e.detail.ctx.request));

  // ---- Someone signed in again in another tab: take the new token on return, and send what was waiting.
  let asked = Date.now();
  let expired = false;
  let leaving = false;
  function signedOut() {
    expired = true;
    say('warn', word('expired'), word('expiredLink'), word('signIn'));
  }
  function renew() {
    const meta = tokenMeta();
    if (!meta || !meta.dataset.url || !(expired || Date.now() - asked > 60000)) return;
    asked = Date.now();
    fetch(meta.dataset.url, { credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' } })
      .then(r => (r.status === 401 ? { user: '' } : r.ok ? r.json() : null))
      .then(answer => {
        if (!answer) return;
        const user = String(answer.user || '');
        if (meta.dataset.user && !user) return signedOut();
        if (meta.dataset.user !== user) {
          leaving = true; // another person's page must not stay on the screen
          return location.reload();
        }
        meta.content = answer.token;
        all('input[name="csrf_token"]').forEach(field => { field.value = answer.token; });
        if (expired) {
          expired = false;
          say('ok', word('again'));
          resend();
        }
      })
      .catch(() => {}); // offline: the next focus asks again
  }
  window.addEventListener('focus', renew);
  doc.addEventListener('visibilitychange', () => { if (!doc.hidden) renew(); });

  // ---- Forms with something typed that the server has not confirmed.
  const touched = new Set();
  const isTouched = selector => Array.from(touched).some(f => f.isConnected && f.matches(selector));
  doc.addEventListener('input', e => { if (e.target.form) touched.add(e.target.form); });
  doc.addEventListener('submit', e => { if (!e.defaultPrevented) touched.delete(e.target); });
  window.addEventListener('beforeunload', e => {
    if (leaving || !isTouched('[data-autosave], [data-guard]')) return;
    e.preventDefault();
    e.returnValue = '';
  });

  // ---- Lines that save themselves. `sent` keeps the body whose fate is not known: it goes again unchanged,
  // with its own command_id, before anything newer, so that a save is neither lost nor done twice.
  const sent = new WeakMap();
  const saved = new WeakMap();
  const isLine = form => form.matches('form[data-autosave]');
  const typed = form => {
    const body = new URLSearchParams(new FormData(form));
    ['version', 'command_id', 'csrf_token'].forEach(name => body.delete(name));
    return body.toString();
  };
  function mark(form, state) {
    const node = form.querySelector('.saved-mark');
    if (!node) return;
    node.dataset.state = state;
    node.lastElementChild.textContent = word(state);
  }
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64; // the two marks of a random UUID
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, b => ('0' + b.toString(16)).slice(-2)).join('');
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.+)/, '$1-$2-$3-$4-$5');
  }
  const save = form => form.dispatchEvent(new Event('change', { bubbles: true }));
  function resend() {
    all('form[data-autosave]').forEach(form => { if (sent.has(form)) save(form); });
  }
  window.addEventListener('online', resend);

  let waiting = 0;
  let opener = [];
  const boardLeft = () => (doc.querySelector('[data-board]') || {}).scrollLeft;

  doc.addEventListener('htmx:before:request', e => {
    const ctx = e.detail.ctx;
    const source = sourceOf(ctx);
    if (isLine(source)) {
      if (!sent.has(source)) {
        // A change event follows the input event of the same words: nothing new, nothing to send.
        if (saved.get(source) === typed(source)) {
          e.preventDefault();
          return;
        }
        const body = new URLSearchParams(new FormData(source));
        if (body.has('command_id')) body.set('command_id', newId());
        sent.set(source, { body: body, typed: typed(source) });
      }
      ctx.request.body = sent.get(source).body;
      stamp(ctx.request);
      mark(source, 'saving');
    }
    if (ctx.target === panel() && !panel().contains(source)) {
      const holder = source.closest('.card, [id]');
      opener = [source, source.id, holder && holder.id];
    }
    // Busy only when it lasts: a flicker at every click is worse than none.
    ctx.busy = true;
    if (++waiting === 1) setTimeout(() => { if (waiting) doc.documentElement.classList.add('busy'); }, 300);
  });

  doc.addEventListener('htmx:before:response', e => {
    const status = e.detail.ctx.response.status;
    if (status === 401) {
      e.preventDefault(); // the sign-in page must never appear inside a part of this page
      signedOut();
    } else if (status >= 400 && status !== 409 && status !== 422 && !e.detail.ctx.hx.retarget) {
      e.preventDefault(); // a page of an error, perhaps of a proxy, is no fragment of ours
      say('error', word('failed'));
    }
  });

  doc.addEventListener('htmx:error', e => {
    const ctx = e.detail.ctx;
    if (!ctx || ctx.response) return;
    if (isLine(sourceOf(ctx))) {
      mark(sourceOf(ctx), 'waiting');
      setTimeout(resend, 15000);
    } else {
      say('warn', word(ctx.request.method === 'GET' ? 'offline' : 'unsure'));
    }
  });

  doc.addEventListener('htmx:finally:request', e => {
    const ctx = e.detail.ctx;
    const form = sourceOf(ctx);
    const status = ctx.response && ctx.response.status;
    if (ctx.busy && --waiting <= 0) {
      waiting = 0;
      doc.documentElement.classList.remove('busy');
    }
    if (!status) return;
    if (!isLine(form)) {
      if (status < 300) touched.delete(form);
      return;
    }
    const last = sent.get(form);
    if (status < 300 || status === 409 || status === 422) {
      sent.delete(form);
      if (status < 300) saved.set(form, last.typed);
      if (typed(form) !== last.typed) save(form); // typed on while it was on its way
      else if (status < 300) touched.delete(form);
    } else {
      mark(form, 'unsaved');
    }
  });

  // ---- Focus and place after a swap.
  let left = 0;
  doc.addEventListener('htmx:before:swap', () => { left = boardLeft(); });
  doc.addEventListener('htmx:after:swap', () => {
    const board = doc.querySelector('[data-board]');
    if (board && left) board.scrollLeft = left;
    all('[data-find]').forEach(find);
    settlePanel();
    const wanted = doc.querySelector('[data-focus]');
    if (wanted) {
      wanted.removeAttribute('data-focus');
      wanted.focus();
    }
  });
  function settlePanel() {
    const aside = panel();
    if (!aside) return;
    const open = !!aside.firstElementChild;
    const was = aside.classList.contains('open');
    aside.classList.toggle('open', open);
    // On a narrow screen the sheet covers the page: what lies under it must not take the focus.
    doc.getElementById('main').inert = open && window.matchMedia('(max-width: 40rem)').matches;
    if (open && !aside.contains(doc.activeElement)) {
      const first = aside.querySelector('[autofocus], h2');
      if (first) first.focus();
    } else if (was && !open && (doc.activeElement === doc.body || !doc.activeElement)) {
      const back = opener[0] && opener[0].isConnected ? opener[0]
        : doc.getElementById(opener[1] || '') || doc.getElementById(opener[2] || '');
      if (back) back.focus();
      opener = [];
    }
  }
  function closePanel() {
    if (isTouched('#panel form') && !window.confirm(word('discard'))) return;
    panel().textContent = '';
    settlePanel();
  }

  doc.addEventListener('click', e => {
    const close = e.target.closest('#panel [data-close]');
    if (close) {
      e.preventDefault();
      closePanel();
    }
    all('details[data-popover][open]').forEach(d => { if (!d.contains(e.target)) d.open = false; });
  });

  // ---- Keys. Letters act only while a card has the focus; arrows go between cards as the eye does.
  const shown = node => node.offsetParent !== null;
  function step(card, key) {
    const columns = all('.col', card.closest('[data-board]'));
    const cards = column => all('.card[tabindex]', column).filter(shown);
    const at = columns.indexOf(card.closest('.col'));
    const row = cards(columns[at]).indexOf(card);
    if (key === 'ArrowUp' || key === 'ArrowDown') return cards(columns[at])[row + (key === 'ArrowUp' ? -1 : 1)];
    const by = key === 'ArrowLeft' ? -1 : 1;
    for (let i = at + by; columns[i]; i += by) {
      const there = cards(columns[i]);
      if (there.length) return there[Math.min(row, there.length - 1)];
    }
    return null;
  }
  doc.addEventListener('keydown', e => {
    if (e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey || e.isComposing) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName);
    if (e.key === 'Escape') {
      const popover = doc.querySelector('details[data-popover][open]');
      if (popover) {
        popover.open = false;
        popover.querySelector('summary').focus();
      } else if (panel() && panel().classList.contains('open')) {
        closePanel();
      }
      return;
    }
    if (typing) return;
    if (e.key === '/') {
      const field = all('[data-find], input[type=search]').sort((a, b) => !!b.dataset.find - !!a.dataset.find).filter(shown)[0];
      if (field) {
        e.preventDefault();
        field.focus();
      }
      return;
    }
    const card = e.target.closest('[data-board] .card[tabindex]');
    if (!card) return;
    let goal = null;
    if (/^Arrow/.test(e.key)) {
      goal = step(card, e.key);
      if (goal) goal.focus();
      e.preventDefault();
    } else if (e.key === 'Enter' && e.target === card) {
      goal = card.querySelector('a');
      if (goal) goal.click();
    } else if (e.key === 'm' || e.key === 'M') {
      goal = card.querySelector('[data-move]');
      if (goal) goal.click();
    }
  });

  // ---- Filter of what is on the page, without accents and without asking the server: names stay off the line.
  const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/\u0111/g, 'd');
  function find(field) {
    const words = fold(field.value).split(/\s+/);
    const items = all(field.dataset.find);
    let count = 0;
    items.forEach(item => {
      const text = fold(item.dataset.text || item.textContent);
      item.hidden = !words.every(w => text.indexOf(w) >= 0);
      if (!item.hidden) count += 1;
    });
    const out = field.form && field.form.querySelector('output');
    if (out) out.textContent = words[0] || words.length > 1 ? count + '/' + items.length : '';
  }
  doc.addEventListener('input', e => { if (e.target.dataset.find) find(e.target); });

  // ---- A plain form that comes back to the same page leaves the reader where he was; a board keeps its column.
  const placeKey = 'place:' + location.pathname;
  let stays = false;
  doc.addEventListener('submit', e => { if (!e.defaultPrevented) stays = true; });
  window.addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem(placeKey, JSON.stringify([stays ? window.scrollY : -1, boardLeft() || 0]));
    } catch (none) { /* storage is switched off: only the place is lost */ }
  });
  try {
    const place = JSON.parse(sessionStorage.getItem(placeKey) || '[-1,0]');
    const board = doc.querySelector('[data-board]');
    if (board) board.scrollLeft = place[1];
    if (place[0] >= 0 && !location.hash) window.scrollTo(0, place[0]);
  } catch (none) { /* the same */ }
  settlePanel();
  const first = doc.querySelector('[data-focus]');
  if (first) first.focus();
})();
