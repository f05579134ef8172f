import { type Api, openRoute } from './api.ts';
import { articlesPage, articlesScript } from './article-page-texts.ts';
import { homePage, homeScript, loginPage, loginScript, pageStyle } from './page-texts.ts';
import { ticketsPage, ticketsScript } from './ticket-page-texts.ts';

/** Everything a browser gets before it signs in: no data, no inline script. The admin site takes this place later. */
const files = [
  { path: '/', mediaType: 'text/html', text: homePage, summary: 'Where to go from here' },
  { path: '/login', mediaType: 'text/html', text: loginPage, summary: 'Sign in with a login link' },
  {
    path: '/articles',
    mediaType: 'text/html',
    text: articlesPage,
    summary: 'Read articles and decide about them',
  },
  {
    path: '/assets/articles.js',
    mediaType: 'text/javascript',
    text: articlesScript,
    summary: 'Script of /articles',
  },
  {
    path: '/tickets',
    mediaType: 'text/html',
    text: ticketsPage,
    summary: 'Read tickets, suggest replies, say what became of them',
  },
  {
    path: '/assets/tickets.js',
    mediaType: 'text/javascript',
    text: ticketsScript,
    summary: 'Script of /tickets',
  },
  { path: '/assets/login.js', mediaType: 'text/javascript', text: loginScript, summary: 'Script of /login' },
  { path: '/assets/home.js', mediaType: 'text/javascript', text: homeScript, summary: 'Script of /' },
  { path: '/assets/page.css', mediaType: 'text/css', text: pageStyle, summary: 'Style of the pages' },
] as const;

/** The pages that need no session. */
export function addPages(app: Api): void {
  for (const { path, mediaType, text, summary } of files) {
    const route = openRoute('public', {
      method: 'get',
      path,
      summary,
      responses: { 200: { description: summary, content: { [mediaType]: { schema: { type: 'string' } } } } },
    });
    app.openapi(route, (c) => c.body(text, 200, { 'Content-Type': `${mediaType}; charset=utf-8` }));
  }
}
