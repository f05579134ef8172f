/** What the scripts of the pages share. Texts become text nodes, never markup. */
export const pageParts = `const state = document.getElementById('state');
const shown = document.getElementById('shown');

function element(tag, ...parts) {
  const made = document.createElement(tag);
  made.append(...parts.map((part) => (typeof part === 'object' ? part : String(part))));
  return made;
}

async function ask(path, options) {
  const reply = await fetch(path, options);
  if (reply.status === 401) throw new Error('Sign in first: /login');
  const body = await reply.json();
  if (!reply.ok) throw new Error(body.error.message);
  return body;
}

const listOf = (items) => element('ul', ...items.map((item) => element('li', item)));
const part = (title, items) => (items.length === 0 ? [] : [element('h3', title), listOf(items)]);

const send = (path, body) => ask(path, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
  body: JSON.stringify(body),
});

function textArea(label, text = '') {
  const area = element('textarea');
  area.setAttribute('aria-label', label);
  area.value = text;
  return area;
}

function button(name, work) {
  const made = element('button', name);
  made.setAttribute('type', 'button');
  made.addEventListener('click', () => show(work));
  return made;
}

async function show(work) {
  try {
    await work();
  } catch (error) {
    state.textContent = error.message;
  }
}

/** What stands behind the # of the address is shown; nothing: the list. */
async function follow(showList, showOne) {
  const showWanted = () => show(() => {
    const id = decodeURIComponent(location.hash.slice(1));
    return id === '' ? showList() : showOne(id);
  });
  addEventListener('hashchange', showWanted);
  await showWanted();
}
`;
