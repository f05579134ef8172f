const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{1,2}|[\p{L}\p{N}]+/gu;

/** How many words a text has; in scripts that write none apart, two letters count as one. */
export const countWords = (text: string): number => text.match(word)?.length ?? 0;
