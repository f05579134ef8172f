/** The JSON of a reply: models that were not held to a form put it into a fence, or say something before and after it. */
export function jsonInReply(reply: string): string {
  const from = reply.indexOf('{');
  if (from < 0) return reply;
  const to = reply.lastIndexOf('}');
  const isWhole = to > from && /^[^{}[\]"]*$/.test(reply.slice(to + 1));
  return isWhole ? reply.slice(from, to + 1) : reply.slice(from);
}
