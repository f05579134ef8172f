/** A built site. Paths begin with a slash and are those of the files, without the base. */
export interface BuiltSite {
  /** What stands before every path of the site in its links, such as `/docs`. */
  readonly base: string;
  /** HTML by path. */
  readonly pages: ReadonlyMap<string, string>;
  readonly files: ReadonlySet<string>;
}

/** A link that leads nowhere. */
export interface BrokenLink {
  readonly page: string;
  readonly link: string;
  readonly reason: string;
}

/** Looks at every `href` and `src`; links to other sites are left alone. */
export function findBrokenLinks({ base, pages, files }: BuiltSite): readonly BrokenLink[] {
  const anchors = new Map(
    [...pages].map(([path, html]) => [
      path,
      new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map(([, id = '']) => plainText(id))),
    ]),
  );
  return [...pages].flatMap(([page, html]) =>
    linksOf(html).flatMap((link): BrokenLink[] => {
      const url = new URL(link, `http://site${base}${page}`);
      if (url.origin !== 'http://site') return [];
      const reason = faultOf(url, { base, files, anchors });
      return reason === undefined ? [] : [{ page, link, reason }];
    }),
  );
}

/** Code and scripts are no links. */
function linksOf(html: string): string[] {
  const visible = html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, (script) =>
    script.slice(0, script.indexOf('>') + 1),
  );
  const links = [...visible.matchAll(/<[a-z][^>]*?\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) =>
    plainText(link),
  );
  return [...new Set(links)].filter(
    (link) => URL.canParse(link, 'http://site') && !/^(?:mailto|data|javascript):/.test(link),
  );
}

function faultOf(
  { pathname, hash }: URL,
  {
    base,
    files,
    anchors,
  }: Pick<BuiltSite, 'base' | 'files'> & { readonly anchors: ReadonlyMap<string, ReadonlySet<string>> },
): string | undefined {
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return `is outside of ${base}`;
  const path = decodeURIComponent(pathname.slice(base.length)) || '/';
  const file = path.endsWith('/') ? `${path}index.html` : path;
  if (!files.has(file)) return 'leads to no file';
  const anchor = decodeURIComponent(hash.slice(1));
  if (anchor === '' || anchor === '_top' || anchors.get(file)?.has(anchor) !== false) return undefined;
  return 'leads to no such place on the page';
}

function plainText(text: string): string {
  return text
    .replaceAll('&#38;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
