/** As much of a page as the script needs. Whatever would make markup of text is missing, so that using it fails. */
export class Part {
  readonly tag: string;
  parts: (Part | string)[] = [];
  value = '';
  readonly attributes: Record<string, string> = {};
  readonly listeners: Record<string, () => Promise<void>> = {};
  constructor(tag: string) {
    this.tag = tag;
  }
  append(...parts: (Part | string)[]) {
    this.parts.push(...parts);
  }
  replaceChildren(...parts: (Part | string)[]) {
    this.parts = parts;
  }
  setAttribute(name: string, value: string) {
    this.attributes[name] = value;
  }
  addEventListener(name: string, listener: () => Promise<void>) {
    this.listeners[name] = listener;
  }
  set textContent(text: string) {
    this.parts = [text];
  }
  set innerHTML(_: string) {
    throw new Error('markup of text');
  }
  insertAdjacentHTML() {
    throw new Error('markup of text');
  }
  all(): Part[] {
    return [this, ...this.parts.flatMap((part) => (part instanceof Part ? part.all() : []))];
  }
  text(): string {
    return this.parts.map((part) => (part instanceof Part ? part.text() : part)).join('\n');
  }
}

/** A request of a script. */
export interface SentRequest {
  readonly path: string;
  readonly options?: { readonly body?: string } | undefined;
}

/** Runs the script of a page, whose requests are answered by `answer`, and gives what it shows and has sent. */
export async function runPageScript(
  script: string,
  hash: string,
  answer: (path: string, options?: { readonly body?: string }) => unknown,
) {
  const [state, shown] = [new Part('p'), new Part('div')];
  const sent: SentRequest[] = [];
  const globals = {
    document: {
      getElementById: (id: string) => (id === 'state' ? state : shown),
      createElement: (tag: string) => new Part(tag),
    },
    location: { hash },
    addEventListener: () => {},
    fetch: async (path: string, options?: { body?: string }) => {
      sent.push({ path, options });
      return Response.json(answer(path, options));
    },
  };
  const AsyncFunction = (async () => {}).constructor as new (
    ...texts: string[]
  ) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(globals), script)(...Object.values(globals));
  return { state, shown, sent };
}
