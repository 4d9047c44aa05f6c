/* What HTML and htmx cannot do alone. Every page works without this file, and its sentences stand in the
   data attributes of #messages: no Vietnamese text lives here. */
(() => {
  'use strict';
  const doc = document;
  const root = doc.documentElement;
  const on = (name, act) => doc.addEventListener(name, act);
  const all = (selector, from) => Array.from((from || doc).querySelectorAll(selector));
  const one = selector => doc.querySelector(selector);
  const word = name => one('#messages').dataset[name];
  const panel = one('#panel');

  // An old browser has no working htmx: then the buttons marked .no-js stay, and forms go the plain way.
  if (window.htmx) root.classList.add('js');

  function say(kind, text, link) {
    const line = doc.createElement('p');
    line.className = 'msg ' + kind;
    line.textContent = text + ' ';
    if (link) {
      // Its own tab: what is typed on this page stays.
      const a = line.appendChild(doc.createElement('a'));
      a.href = word('signIn');
      a.target = '_blank';
      a.rel = 'noopener';
      a.textContent = link;
    }
    const box = one('#messages');
    box.textContent = '';
    box.appendChild(line);
  }

  // ---- CSRF. Flask-WTF believes a stale hidden field before a fresh header, so both are written.
  const meta = one('meta[name=csrf-token]');
  function stamp(request) {
    if (request.method === 'GET' || new URL(request.action, location).origin !== location.origin) return;
    request.headers['X-CSRFToken'] = meta.content;
    if (request.body && request.body.has('csrf_token')) request.body.set('csrf_token', meta.content);
  }
  on('htmx:config:request', e => stamp(e.detail.ctx.request));

  // ---- Signed in again in another tab: take the new token on return, send what was waiting.
  let asked = Date.now();
  let expired = false;
  let leaving = false;
  function signedOut() {
    expired = true;
    say('warn', word('expired'), word('expiredLink'));
    tell('');
  }
  const tell = user => doc.dispatchEvent(new CustomEvent('session', { detail: user }));
  function renew() {
    if (doc.hidden || !(expired || Date.now() - asked > 60000)) return;
    asked = Date.now();
    fetch(meta.dataset.url, { credentials: 'same-origin', cache: 'no-store' })
      .then(r => (r.ok ? r.json() : { user: r.status === 401 ? '' : meta.dataset.user }))
      .then(answer => {
        const user = String(answer.user || '');
        if (user !== meta.dataset.user) {
          if (!user) return signedOut();
          leaving = true; // one person's page must not stay on another's screen
          tell(user);
          return location.reload();
        }
        if (!answer.token) return;
        meta.content = answer.token;
        all('[name=csrf_token]').forEach(field => { field.value = answer.token; });
        if (expired) {
          expired = false;
          say('ok', word('again'));
          tell(user);
        }
      })
      .catch(() => {}); // no network: the next return asks again
  }
  window.addEventListener('focus', renew);
  on('visibilitychange', renew);

  // ---- Forms with something typed that the server has not confirmed; lines that save themselves: line.js.
  const touched = new Set();
  const isTouched = selector => Array.from(touched).some(form => form.isConnected && form.matches(selector));
  let stays = false;
  on('submit', e => {
    if (e.defaultPrevented) return;
    touched.delete(e.target);
    stays = true;
    // What the browser kept for this person goes with them; what it keeps for others stays sealed.
    if (e.target.matches('.menu form')) {
      const name = 'line-' + meta.dataset.user;
      if (window.indexedDB) indexedDB.deleteDatabase(name);
      if (window.caches) caches.delete(name);
      try {
        Object.keys(localStorage).forEach(label => { if (label.startsWith(name + ' ')) localStorage.removeItem(label); });
      } catch (error) { /* storage is off */ }
    }
  });
  window.addEventListener('beforeunload', e => {
    if (leaving || !isTouched('[data-guard]')) return;
    e.preventDefault();
    e.returnValue = '';
  });

  let waiting = 0;
  let opener = [];
  on('htmx:before:request', e => {
    const ctx = e.detail.ctx;
    const source = ctx.sourceElement;
    if (e.defaultPrevented) return;
    if (ctx.target === panel && !panel.contains(source)) opener = [source, source.id, (source.closest('[id]') || source).id];
    // Busy only when it lasts: a flicker at every click is worse than none.
    ctx.busy = true;
    if (!waiting++) setTimeout(() => root.classList.toggle('busy', waiting > 0), 300);
  });

  on('htmx:before:response', e => {
    const ctx = e.detail.ctx;
    const status = ctx.response.status;
    if (status === 401) expired = true;
    if (status === 400) {
      asked = 0; // the token is another sign-in's: the next press carries the right one
      renew();
    }
    // A sentence for the message line is not the page that a whole form waits for.
    if (ctx.hx.retarget) ctx.select = '';
    // What the server did not address to a part of the page (a proxy's error, say) must not land in one.
    if (status < 400 || status === 409 || status === 422 || ctx.hx.retarget) return;
    e.preventDefault();
    if (expired) signedOut();
    else say('error', word('failed'));
  });

  // Half a head may arrive as a whole answer: what was asked to fill the page and brings none is no answer.
  on('htmx:after:request', e => {
    const ctx = e.detail.ctx;
    if (ctx.select !== '#main' || ctx.hx.redirect || ctx.text.includes('id="main"')) return;
    delete ctx.text;
    e.preventDefault();
    say('warn', word('unsure'));
  });

  on('htmx:error', e => {
    const ctx = e.detail.ctx;
    // An answer that was cut off tells nothing either.
    if (ctx && ctx.text === undefined) say('warn', word(ctx.request.method === 'GET' ? 'offline' : 'unsure'));
  });

  on('htmx:finally:request', e => {
    const ctx = e.detail.ctx;
    if (ctx.busy && !--waiting) root.classList.remove('busy');
    if (ctx.text !== undefined && ctx.response.status < 300) touched.delete(ctx.sourceElement);
  });

  // ---- Place and focus after a swap.
  const board = () => one('[data-board]') || {};
  let left = 0;
  on('htmx:before:swap', () => { left = board().scrollLeft; });
  function settle() {
    const open = !!panel.firstElementChild;
    const was = panel.classList.contains('open');
    const wanted = one('[data-focus]');
    all('[data-find]').forEach(find);
    panel.classList.toggle('open', open);
    // On a narrow screen the sheet covers the page, and what lies under it must not take the focus.
    one('#main').inert = open && window.matchMedia('(max-width: 40rem)').matches;
    if (wanted) {
      wanted.removeAttribute('data-focus');
      wanted.focus();
    } else if (open && !panel.contains(doc.activeElement)) {
      panel.querySelector('[autofocus], h2, a').focus();
    } else if (was && !open && (!doc.activeElement || doc.activeElement === doc.body)) {
      const back = opener.map(x => (x && x.focus ? (x.isConnected ? x : null) : x && doc.getElementById(x))).filter(x => x)[0];
      if (back) back.focus();
    }
  }
  on('htmx:after:swap', () => {
    board().scrollLeft = left;
    settle();
  });
  function closePanel() {
    if (isTouched('#panel form') && !window.confirm(word('discard'))) return;
    panel.dispatchEvent(new Event('discard', { bubbles: true }));
    panel.textContent = '';
    settle();
  }
  on('click', e => {
    if (e.target.closest('#panel [data-close]')) {
      e.preventDefault();
      closePanel();
    }
    all('[data-popover][open]').forEach(box => { box.open = box.contains(e.target); });
  });

  // ---- Keys. A letter acts only while a card has the focus; arrows go between cards as the eye does.
  const shown = node => node.offsetParent;
  function step(card, key) {
    const columns = all('.col', card.closest('[data-board]')).map(col => all('.card', col).filter(shown)).filter(cards => cards.length);
    const at = columns.findIndex(cards => cards.includes(card));
    const row = columns[at].indexOf(card);
    if (key === 'ArrowUp') return columns[at][row - 1];
    if (key === 'ArrowDown') return columns[at][row + 1];
    const beside = columns[at + (key === 'ArrowLeft' ? -1 : 1)];
    return beside && beside[Math.min(row, beside.length - 1)];
  }
  on('keydown', e => {
    if (e.altKey || e.ctrlKey || e.metaKey || e.isComposing) return;
    if (e.key === 'Escape') {
      const popover = one('[data-popover][open]');
      if (popover) {
        popover.open = false;
        popover.firstElementChild.focus();
      } else if (panel.firstElementChild) {
        closePanel();
      }
    }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    const card = e.target.closest('[data-board] .card');
    if (!card) return;
    if (/^Arrow/.test(e.key)) {
      e.preventDefault();
      (step(card, e.key) || card).focus();
    } else if (e.key === 'm' || e.key === 'M' || (e.key === 'Enter' && e.target === card)) {
      const way = card.querySelector(e.key === 'Enter' ? 'a' : '[data-move]');
      if (way) way.click();
    }
  });

  // ---- Filter of what is on the page, accents or not, without asking the server: names stay off the line.
  const fold = text => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/\u0111/g, 'd');
  function find(field) {
    const words = fold(field.value).split(/\s+/);
    const items = all(field.dataset.find);
    const found = items.filter(item => {
      const text = fold((item.querySelector('h3, th') || item).textContent); // the name alone
      item.hidden = !words.every(w => text.includes(w));
      return !item.hidden;
    });
    const out = field.form && field.form.querySelector('output');
    if (out) out.textContent = field.value ? found.length + '/' + items.length : '';
  }
  on('input', e => {
    if (e.target.dataset.find) find(e.target);
    else if (e.target.form) {
      touched.add(e.target.form);
      // Not for a word and a press of the button: for who writes on.
      if (e.target.form.matches('[data-keep]')) setTimeout(() => { if (one('[data-keep]')) fetchKeeper(); }, 5000);
    }
  });

  // ---- line.js keeps what is typed. A page that mostly is looked at has it fetched at the first letter, or when
  // this browser keeps something already.
  let keeper = one('meta[name=line][data-src]');
  function fetchKeeper() {
    if (!keeper) return;
    const script = doc.createElement('script');
    const wanted = keeper;
    script.src = wanted.dataset.src;
    script.onerror = () => { keeper = wanted; }; // the next letter asks again
    doc.head.appendChild(script);
    keeper = null;
  }
  if (keeper && window.indexedDB && indexedDB.databases) {
    indexedDB.databases().then(found => { if (found.some(base => base.name === 'line-' + meta.dataset.user)) fetchKeeper(); }, () => {});
  }

  // ---- A plain form that comes back to the same page leaves the reader where he was; a board keeps its column.
  const key = 'place:' + location.pathname;
  window.addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem(key, JSON.stringify([stays ? window.scrollY : 0, board().scrollLeft]));
    } catch (e) { /* storage is off: only the place is lost */ }
  });
  try {
    const place = JSON.parse(sessionStorage.getItem(key) || '[]');
    board().scrollLeft = place[1];
    if (place[0] && !location.hash) window.scrollTo(0, place[0]);
  } catch (e) { /* the same */ }
  settle();
})();
