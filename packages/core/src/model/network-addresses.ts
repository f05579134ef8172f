/** Numbers and dots: IPv4 where no number is above 255. */
export const ipv4Pattern =
  /(?<![\d.])(?<!\bv|\bversion |\bVersion |\brelease )(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)/g;
/** What may be IPv6; {@link isIpv6} tells. */
export const ipv6Pattern = /(?<![\p{L}\p{N}:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\p{L}\p{N}:])/giu;
/** The address of a network card. */
export const macPattern = /(?<![\p{L}\p{N}:-])[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![\p{L}\p{N}:-])/giu;

export function isIpv4(text: string): boolean {
  return text.split('.').every((part) => Number(part) <= 255);
}

/** Eight groups, or fewer with one gap (RFC 4291, 2.2). A time of day has no gap. */
export function isIpv6(text: string): boolean {
  const gaps = text.split('::').length - 1;
  const groups = text.split(':').filter((group) => group !== '').length;
  return gaps === 0 ? groups === 8 : gaps === 1 && groups >= 2 && groups < 8;
}
