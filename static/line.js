/* The work on a bad line. A form that saves itself is a line of the queue: what was typed and is not acknowledged
   stays on the page and, sealed, in the browser. Sentences stand in <meta name="line">. */
(() => {
  'use strict';
  const doc = document;
  const all = (selector, from) => Array.from((from || doc).querySelectorAll(selector));
  const one = selector => doc.querySelector(selector);
  // In capture: before app.js hears of it.
  const on = (name, act) => doc.addEventListener(name, act, true);
  const words = one('meta[name=line]').dataset;
  const csrf = one('meta[name=csrf-token]');
  const user = csrf.dataset.user;
  const name = 'line-' + user;
  // The ward's clock, as the server tells the time; with the day when it is long ago.
  const clock = at => new Date(at).toLocaleString('en-GB', Object.assign(
    { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' },
    Date.now() - at > 43200000 && { day: '2-digit', month: '2-digit' }
  ));

  // ---- What the browser keeps: one database a person, each entry sealed for its form under the person's key.
  const coder = new TextEncoder();
  const subtle = window.isSecureContext && window.indexedDB && crypto.subtle;
  const key = subtle && subtle.importKey(
    'raw', Uint8Array.from(atob(words.key), c => c.charCodeAt(0)), 'AES-GCM', false, ['encrypt', 'decrypt']
  );
  let gone = !subtle;
  const how = (iv, where) => ({ name: 'AES-GCM', iv: iv, additionalData: coder.encode(user + ' ' + where) });
  const fresh = () => crypto.getRandomValues(new Uint8Array(12));
  async function seal(where, text) {
    const iv = fresh();
    return { iv: iv, data: await subtle.encrypt(how(iv, where), await key, coder.encode(text)) };
  }
  async function unseal(where, sealed) {
    return new TextDecoder().decode(await subtle.decrypt(how(sealed.iv, where), await key, sealed.data));
  }
  // Opened for each use and closed again: signing out elsewhere must be able to delete it.
  const store = act => new Promise((done, fail) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('kept');
    asked.onerror = fail;
    asked.onsuccess = () => {
      const base = asked.result;
      const work = base.transaction('kept', 'readwrite');
      const got = act(work.objectStore('kept'));
      work.commit(); // at once: the page may be gone before it hears that all went well
      work.oncomplete = () => { base.close(); done(got.result); };
      work.onabort = () => { base.close(); fail(work.error); };
    };
  });

  // ---- Lines. `sent` is the body whose fate is unknown: it goes again unchanged, with its own command_id, before
  // anything newer, so that no save is lost or done twice. `saved` is what the server has.
  const states = new WeakMap();
  const isLine = form => form.matches('[data-autosave]');
  const isKept = form => form.matches('[data-keep]');
  const lines = () => all('[data-autosave]');
  const place = form => new URL(form.getAttribute('action'), location).pathname;
  // No file, no password, and nothing that the page makes anew.
  const read = form => new URLSearchParams(
    Array.from(new FormData(form)).filter(pair => typeof pair[1] === 'string' && !/pass|^(csrf_token|shown|keep)$/i.test(pair[0]))
  );
  function of(form) {
    if (!states.has(form)) states.set(form, {});
    return states.get(form);
  }
  function bare(body) {
    const rest = new URLSearchParams(body);
    ['version', 'command_id'].forEach(field => rest.delete(field));
    return String(rest);
  }
  const waits = form => of(form).sent || (of(form).touched && of(form).saved !== bare(read(form)));
  const changed = form => {
    of(form).touched = true;
    keep(form);
    if (isKept(form)) plan(form);
  };
  const markOf = form => form.querySelector('.saved-mark');
  function mark(form, state) {
    const node = markOf(form);
    node.dataset.state = state;
    node.lastElementChild.textContent = words[state] || '';
  }
  const save = form => form.dispatchEvent(new Event('save'));

  const entry = form => JSON.stringify([of(form).sent ? of(form).sent.body : '', String(read(form)), Date.now()]);
  async function keep(form) {
    const state = of(form);
    state.changed = true;
    if (gone || state.keeping) return;
    state.keeping = true;
    try {
      while (state.changed && !gone) {
        state.changed = false;
        const where = place(form);
        if (waits(form)) {
          const sealed = await seal(where, entry(form));
          await store(kept => kept.put(sealed, where));
        } else {
          await store(kept => kept.delete(where));
        }
      }
    } catch (error) {
      gone = true; // no room, or storage is off: the page alone keeps it, and says so
    }
    state.keeping = false;
  }

  // A page that is closed in the moment of typing has no time to seal. The stream of the cipher is got ready for that
  // while there is time, for one use: what it is mixed with lies in localStorage until the next page seals it.
  const ROOM = 262144;
  const mix = (bytes, stream) => bytes.map((byte, n) => byte ^ stream[n]);
  const streamOf = async iv => new Uint8Array(await subtle.encrypt(how(iv, ''), await key, new Uint8Array(ROOM)));
  let spare;
  let left;
  async function prepare() {
    const iv = fresh();
    spare = { iv: iv, stream: await streamOf(iv) };
  }
  function leave() {
    const late = all('[data-autosave], [data-keep]').filter(form => of(form).keeping && waits(form)).map(form => [place(form), entry(form)]);
    if (!spare || gone || !late.length) return;
    let plain = coder.encode(JSON.stringify(late));
    while (plain.length > ROOM) {
      late.pop();
      plain = coder.encode(JSON.stringify(late));
    }
    left = name + ' ' + number();
    localStorage.setItem(left, Array.from([...spare.iv, ...mix(plain, spare.stream)], n => String.fromCharCode(n)).join(''));
    spare = 0;
  }
  async function sealOne(label) {
    try {
      const bytes = Uint8Array.from(localStorage[label], c => c.charCodeAt(0));
      const plain = mix(bytes.slice(12), await streamOf(bytes.slice(0, 12)));
      for (const [where, text] of JSON.parse(new TextDecoder().decode(plain))) {
        const older = await unseal(where, await store(kept => kept.get(where))).then(JSON.parse).catch(() => [0, 0, 0]);
        if (older[2] > JSON.parse(text)[2]) continue;
        const sealed = await seal(where, text);
        await store(kept => kept.put(sealed, where));
      }
    } catch (error) {
      if (error.name !== 'SyntaxError') return; // no room now: the next page tries again
    } // under another key nobody can read it any more
    localStorage.removeItem(label);
  }
  async function sealAll() {
    for (const label of Object.keys(localStorage)) if (label.startsWith(name + ' ')) await sealOne(label);
  }
  // One page after the other: what one has sealed and sent, another does not bring back.
  const sealLate = () => (navigator.locks ? navigator.locks.request(name + ' late', sealAll) : sealAll());

  function fill(form, body) {
    Array.from(form.elements).forEach(field => {
      const values = body.getAll(field.name);
      if (/radio|checkbox/.test(field.type)) field.checked = values.includes(field.value);
      else if (field.multiple) all('option', field).forEach(choice => { choice.selected = values.includes(choice.value); });
      else if (field.type !== 'hidden' && values.length) field.value = values[0];
    });
  }
  const number = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), n => n.toString(36)).join('-');
  function bring(form, body) {
    of(form).sent = { body: String(body), typed: bare(body) };
  }

  const prose = pairs => Array.from(pairs, pair => pair[1]).filter(value => /\S\s+\S/.test(value)).join(' · ');
  function noted(text, at, act) {
    const note = doc.createElement('p');
    note.className = 'notice warn';
    note.textContent = text.replace('{at}', clock(at)) + ' ';
    const button = note.appendChild(doc.createElement('button'));
    button.type = 'button';
    button.className = 'btn quiet small';
    button.textContent = words.drop;
    button.onclick = act;
    return note;
  }

  // After a crash or a closed page: the fields as they were typed, and what was waiting goes again. The page that
  // has the lines in its hands does that; a second one waits until the first is closed.
  async function restore() {
    await sealLate().catch(() => {});
    const found = await store(kept => kept.getAllKeys());
    for (const where of found) {
      const form = all('[data-autosave], [data-keep]').find(one => place(one) === where);
      if (form ? of(form).touched : !where.startsWith(location.pathname + '/')) continue;
      const text = await unseal(where, await store(kept => kept.get(where))).catch(() => '');
      if (!text || (form && of(form).touched)) continue;
      const [body, now, at] = JSON.parse(text);
      const typed = new URLSearchParams(now);
      if (!form) {
        // Its form is gone: the review was concluded meanwhile. The words are shown, and stay until somebody has read them.
        const note = noted(words.lost, at, () => store(kept => kept.delete(where)).then(() => note.remove()));
        note.firstChild.after(prose(typed), ' ');
        one('#main').prepend(note);
        continue;
      }
      fill(form, typed);
      of(form).touched = true;
      if (isKept(form)) {
        offer(form, typed, at);
        continue;
      }
      if (!body) typed.set('command_id', number());
      bring(form, body ? new URLSearchParams(body) : typed);
      mark(form, 'waiting');
      save(form);
    }
  }

  // ---- Forms that somebody saves with a button: the server keeps them too, while they are typed. The number and
  // the versions stay those of the first time, so that nothing is saved twice or over somebody else's work.
  function offer(form, typed, at) {
    Array.from(form.elements).forEach(field => {
      if (field.type === 'hidden' && typed.has(field.name)) field.value = typed.get(field.name);
    });
    const note = noted(words.back, at, () => drop(form).then(() => {
      leaving = true;
      location.reload();
    }));
    const rest = prose(Array.from(typed).filter(pair => !form.elements[pair[0]]));
    if (rest) note.lastChild.before(words.lost.replace('{at}', clock(at)), ' ', rest, ' ');
    all('#draft-offer').forEach(old => old.remove());
    form.prepend(note);
  }
  const send = (address, body) => fetch(address, {
    method: 'POST',
    headers: { 'X-CSRFToken': csrf.content },
    body: new URLSearchParams(Object.assign({ as_user: user }, body)),
    keepalive: true
  }).catch(() => {});
  function hand(form) {
    const state = of(form);
    clearTimeout(state.planned);
    state.planned = 0;
    if (state.touched && form.isConnected) send(words.drafts, { place: place(form), fields: String(read(form)) });
  }
  function plan(form) {
    const state = of(form);
    state.planned = state.planned || setTimeout(() => hand(form), 20000);
  }
  const handAll = () => all('[data-keep]').forEach(form => { if (of(form).planned) hand(form); });
  window.addEventListener('pagehide', () => {
    handAll();
    try { leave(); } catch (error) { /* no room: what was sealed before is all there is */ }
  });
  window.addEventListener('pageshow', e => {
    if (!e.persisted || !left) return; // back from the shelf, it has its words itself
    localStorage.removeItem(left);
    prepare();
  });
  function done(form) {
    const state = of(form);
    clearTimeout(state.planned);
    state.planned = state.touched = 0;
    return keep(form);
  }
  const drop = form => Promise.all([done(form), send(words.dropAt, { place: place(form) })]);
  on('discard', () => all('#panel [data-keep]').forEach(drop));
  on('htmx:after:request', e => {
    const ctx = e.detail.ctx;
    if (isKept(ctx.sourceElement) && ctx.response.status < 300) done(ctx.sourceElement);
  });
  on('htmx:after:swap', e => {
    // A form that was opened may have something waiting; one that came back with what is wrong has it in it.
    const ctx = e.detail.ctx;
    if (!one('[data-keep]')) return;
    if (ctx.request.method !== 'GET') {
      if (isKept(ctx.sourceElement) && ctx.response.status > 399) all('[data-keep]').forEach(changed);
    } else if (subtle) restore().catch(() => {});
  });

  // ---- How it goes, in plain words, in one place.
  let since = 0;
  let tries = 0;
  let timer;
  const bar = doc.createElement('p');
  bar.id = 'line-state';
  bar.className = 'msg warn';
  bar.setAttribute('role', 'status');
  bar.hidden = true;
  one('#messages').after(bar);
  function say(kind, text, state) {
    bar.hidden = !text;
    bar.className = 'msg ' + kind;
    bar.dataset.line = state || '';
    bar.textContent = text;
  }
  function tell(state) {
    const n = lines().filter(waits).length;
    if (!state && !n) {
      if (!since) return;
      since = 0;
      say('ok', words.all.replace('{at}', clock(Date.now())), 'all');
    } else if (since || state) {
      since = since || Date.now();
      const text = words[state || bar.dataset.line || 'offline'] || words.offline;
      const frail = gone ? ' ' + words.frail : '';
      say('warn', text.replace('{at}', clock(since)).replace('{n}', n) + frail, state || bar.dataset.line);
    }
  }

  // ---- Again: soon, then less often, and at once when the line or the reader is back.
  function resend() {
    clearTimeout(timer);
    const left = lines().filter(form => of(form).sent);
    if (left.length && since) tell('again');
    left.forEach(form => { if (!of(form).busy) save(form); }); // what is on its way is not sent behind itself
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(resend, Math.min(30, 2 ** ++tries) * (750 + Math.random() * 500));
  }
  const atOnce = () => {
    if (doc.hidden) handAll();
    else if (since) resend();
  };
  window.addEventListener('online', resend);
  window.addEventListener('focus', atOnce);
  on('visibilitychange', atOnce);

  on('input', e => {
    const form = e.target.form;
    if (form && (isLine(form) || isKept(form))) changed(form);
  });

  // Who goes on to the next person has said what there is to say of this one: one save, not one for each field.
  on('focusout', e => {
    const form = e.target.form;
    if (!form || !isLine(form) || !of(form).touched || form.contains(e.relatedTarget)) return;
    if (markOf(form).dataset.state !== 'stale') save(form);
  });

  on('htmx:before:request', e => {
    const ctx = e.detail.ctx;
    const form = ctx.sourceElement;
    if (!isLine(form)) return;
    const state = of(form);
    if (!state.sent) {
      const body = read(form);
      // `change` follows `input` for the same words: nothing new, nothing to send.
      if (state.saved === bare(body)) return e.preventDefault();
      body.set('command_id', number());
      bring(form, body);
    }
    const body = new URLSearchParams(state.sent.body);
    const shown = form.querySelector('[name=shown]');
    if (shown) body.set('shown', shown.value);
    // Short, for it travels with every line: letters as they are, the token in the head alone, no second address,
    // and of a person nothing that is empty.
    const text = String(body).replace(/(%[89A-F][0-9A-F])+/g, decodeURIComponent);
    ctx.request.body = form.elements.decision ? text.replace(/&\w+=(?=&|$)/g, '') : text;
    ctx.request.headers = {
      'HX-Request': 'true', 'X-CSRFToken': csrf.content, 'Content-Type': 'application/x-www-form-urlencoded'
    };
    ctx.request.referrerPolicy = 'origin';
    mark(form, 'saving');
    state.touched = state.busy = true;
    keep(form);
  });

  // Half a head may arrive as a whole answer: one for a line that brings no mark is none, whatever its status says.
  on('htmx:after:request', e => {
    const ctx = e.detail.ctx;
    if (!isLine(ctx.sourceElement) || ctx.hx.retarget || ctx.hx.reswap || ctx.text.includes('saved-mark')) return;
    delete ctx.text;
    e.preventDefault();
  });

  on('htmx:error', e => {
    const ctx = e.detail.ctx;
    if (ctx && isLine(ctx.sourceElement) && ctx.text === undefined) e.stopPropagation();
  });

  on('htmx:finally:request', e => {
    const ctx = e.detail.ctx;
    const form = ctx.sourceElement;
    if (ctx.response && ctx.response.status === 401) wipe();
    if (!isLine(form)) return;
    const state = of(form);
    state.busy = false;
    const last = state.sent;
    if (!last) return;
    const status = ctx.response ? ctx.response.status : 0;
    const whole = ctx.text !== undefined;
    if (whole && (status < 300 || status === 409 || status === 422)) {
      const good = status < 300 || markOf(form).dataset.state === 'saved';
      state.sent = null;
      state.saved = good ? last.typed : null;
      tries = 0;
      keep(form);
      if (bare(read(form)) !== last.typed) return save(form); // typed on while it was on its way
      if (good) {
        tell();
        copySoon(form);
      }
    } else if (!(status >= 401 && status < 408) && status !== 413) {
      // No answer, half of one, or a server that cannot now: its fate is unknown.
      mark(form, 'waiting');
      tell('offline');
      later();
    }
    if (form.querySelector('[data-state=saving]')) mark(form, form.querySelector('[name=shown]') ? 'stale' : 'unsaved');
  });

  // ---- Who is signed in: the same person again, or another one before whom this page goes away.
  let leaving = false;
  on('session', e => {
    if (e.detail === user) resend();
    else wipe();
    leaving = e.detail && e.detail !== user;
  });
  on('submit', e => {
    if (e.target.method === 'post' && navigator.onLine === false && !e.target.matches('[hx-post]')) {
      say('warn', words.late);
      return e.preventDefault();
    }
    if (!e.target.matches('.menu form')) return;
    const n = lines().filter(waits).length;
    if (n && !window.confirm(words.leave.replace('{n}', n))) return e.preventDefault();
    gone = leaving = true;
  });
  window.addEventListener('beforeunload', e => {
    if (leaving || !lines().some(waits)) return;
    e.preventDefault();
    e.returnValue = '';
  });

  // ---- Copies for reading without a line, sealed as the queue is; sw.js shows them.
  const worker = subtle && window.caches && navigator.serviceWorker;
  const DAY = 24 * 3600 * 1000;
  const here = location.pathname + location.search;
  async function copy() {
    if (!worker || gone || !words.copy || !(words.sw || worker.controller) || doc.documentElement.dataset.copied) return;
    const page = doc.documentElement.cloneNode(true);
    page.classList.remove('busy');
    all('#line-state, #panel > *, #messages > *, head script:not([defer])', page).forEach(node => node.remove());
    const sealed = await seal(here, '<!doctype html>' + page.outerHTML);
    const kept = await caches.open(name);
    if (!gone) await kept.put(here, new Response(new Blob([sealed.iv, sealed.data]), { headers: { 'X-At': Date.now() } }));
  }
  let copying;
  function copySoon(form) {
    // What the server has now is what the form begins with.
    Array.from(form.elements).forEach(field => {
      if (field.options) all('option', field).forEach(choice => { choice.defaultSelected = choice.selected; });
      else if (/radio|checkbox/.test(field.type)) field.defaultChecked = field.checked;
      else if (field.type !== 'hidden') field.defaultValue = field.value;
    });
    clearTimeout(copying);
    copying = setTimeout(() => copy().catch(() => {}), 2000);
  }
  const wipe = () => { if (worker) caches.delete(name).catch(() => {}); };
  async function tidy() {
    for (const other of await caches.keys()) {
      if (other.startsWith('line-') && other !== name) await caches.delete(other);
    }
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const found = await kept.match(request);
      if (Date.now() - found.headers.get('X-At') > DAY) await kept.delete(request);
    }
    if (!words.sw) return;
    await worker.register(words.sw, { updateViaCache: 'all' });
    const shell = await caches.open('shell');
    const files = all('link[rel=stylesheet], script[src]').map(node => node.href || node.src);
    for (const file of files) {
      if (await shell.match(file)) continue;
      await shell.delete(file, { ignoreSearch: true });
      await shell.add(file);
    }
  }
  if (worker) {
    worker.addEventListener('message', async e => {
      if (e.data === 'none') say('warn', words.none);
      else e.ports[0].postMessage(leaving ? null : { user: user, key: await key });
    });
    worker.startMessages();
    copy().then(tidy).catch(() => {});
  }
  const at = Number(doc.documentElement.dataset.copied);
  if (at && words.copy) {
    const note = doc.createElement('p');
    note.className = 'msg warn';
    note.id = 'line-copy';
    note.textContent = words.copy.replace('{at}', clock(at));
    bar.before(note);
  }

  if (subtle) prepare().catch(() => {});
  const begin = () => {
    if (subtle && navigator.locks) {
      navigator.locks.request(name + location.pathname, () => restore().then(() => new Promise(() => {}), () => {}));
    } else if (subtle) {
      restore().catch(() => {});
    }
  };
  // Fetched because somebody types: what is there already counts; a form as it was opened must not hide what waits.
  const begun = field => 'defaultValue' in field && field.type !== 'hidden' && field.value !== field.defaultValue;
  all('[data-keep]').forEach(form => { if ('answer' in form.dataset || Array.from(form.elements).some(begun)) changed(form); });
  if (doc.readyState === 'complete') begin();
  else window.addEventListener('load', begin);
})();
