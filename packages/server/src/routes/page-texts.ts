/** A page without data and without inline script. */
export const page = (title: string, body: string, script: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
<script type="module" src="/assets/${script}"></script>
</head>
<body><main>${body}</main></body>
</html>
`;

/** The page at `/`. It holds no data: what it shows it asks the API for. */
export const homePage = page(
  'Ticket AI',
  `<h1>Ticket AI</h1>
<p id="state" role="status">Looking …</p>
<p id="signed-in" hidden>Signed in as <strong id="name"></strong>, <span id="role"></span>. <button id="sign-out" type="button">Sign out</button></p>
<ul>
<li><a href="/tickets">Tickets</a>: read, suggest replies, say what became of them</li>
<li><a href="/articles">Articles</a>: read, compare, decide</li>
<li><a href="/api/openapi.json">Description of the API</a> (OpenAPI 3.1)</li>
<li><a href="/readyz">State of the server</a></li>
</ul>
<p>On the command line, <code>npx ticket-ai --help</code> lists what can be done.</p>`,
  'home.js',
);

/** The page a login link opens. */
export const loginPage = page(
  'Sign in · Ticket AI',
  `<h1>Sign in</h1>
<p id="state" role="status"></p>
<form id="form">
<label for="link">Login link or token</label>
<input id="link" name="link" autocomplete="off" spellcheck="false" required>
<button>Sign in</button>
</form>
<p>The server prints a link on its first start. <code>ticket-ai serve --new-login</code> prints another one.</p>`,
  'login.js',
);

/** The token comes behind the `#` of the link, which browsers never send; it is taken out of the address bar before anything else. */
export const loginScript = `const state = document.getElementById('state');
const tokenOf = (text) => /(?:^|token=)([\\w-]{43})$/.exec(text.trim())?.[1];

async function signIn(token) {
  if (token === undefined) {
    state.textContent = 'That is not a login link.';
    return;
  }
  state.textContent = 'Signing in …';
  const reply = await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
  if (reply.ok) location.replace('/');
  else state.textContent = reply.status === 401 ? 'This link was used already, or is older than a day.' : 'Signing in failed: ' + (await reply.json()).error.message;
}

function useLink() {
  const given = location.hash;
  if (given === '') return;
  history.replaceState(null, '', location.pathname);
  signIn(tokenOf(given));
}

document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  signIn(tokenOf(document.getElementById('link').value));
});
// Who has this page open already and follows a link only changes what is behind the #.
addEventListener('hashchange', useLink);
useLink();
`;

/** Says who is signed in. */
export const homeScript = `const reply = await fetch('/api/session');
const state = document.getElementById('state');
if (reply.ok) {
  const { actor, role } = await reply.json();
  state.textContent = 'The server is running.';
  document.getElementById('name').textContent = actor.id;
  document.getElementById('role').textContent = role;
  document.getElementById('signed-in').hidden = false;
} else {
  state.innerHTML = 'The server is running. <a href="/login">Sign in</a> to use it.';
}
document.getElementById('sign-out').addEventListener('click', async () => {
  await fetch('/api/session', { method: 'DELETE' });
  location.reload();
});
`;

/** Plain, readable, light and dark. */
export const pageStyle = `:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 36rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { line-height: 1.2; margin: 0 0 1rem; }
label, input, button { font: inherit; }
label { display: block; }
input { box-sizing: border-box; width: 100%; padding: .5rem .75rem; margin: .25rem 0 .75rem; }
button { padding: .4rem 1rem; cursor: pointer; }
code { font-size: .95em; }
[hidden] { display: none; }
`;
