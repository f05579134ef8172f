/** What goes wrong with one call of a {@link simulatedProvider}. */
export type ProviderFault =
  /** An HTTP error, e.g. 429 with `{ 'retry-after': '2' }`. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** The reply comes after so many milliseconds. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The connection breaks: without a reply, or in the middle of it. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'cut-connection' }
  /** The model reaches its limit of tokens in the middle of its JSON. */
  | { readonly kind: 'truncated' }
  /** The model says that it cannot help. */
  | { readonly kind: 'refusal' }
  /** The provider's filter holds the reply back. */
  | { readonly kind: 'filtered' }
  /** JSON, but of another form. */
  | { readonly kind: 'wrong-form' };

/** What the model would have said, and how it ended. */
export interface ChatReply {
  readonly text: string;
  readonly finish: 'stop' | 'length' | 'content_filter';
}

/** A reply with the faults that lie in what the model says. */
export function spoil(reply: ChatReply, fault: ProviderFault | undefined): ChatReply {
  switch (fault?.kind) {
    case 'truncated':
      return { text: reply.text.slice(0, Math.ceil(reply.text.length * 0.6)), finish: 'length' };
    case 'refusal':
      return { text: 'I am sorry, but I cannot help with that.', finish: 'stop' };
    case 'filtered':
      return { text: '', finish: 'content_filter' };
    case 'wrong-form':
      return { text: '{"answer":[1,2,3]}', finish: 'stop' };
    default:
      return reply;
  }
}
