/** What nobody but its owner may know, by the form that its makers give it. */
const known = [
  '-----BEGIN [A-Z ]{3,40}-----[^⟦⟧]{1,10000}?-----END [A-Z ]{3,40}-----',
  String.raw`\beyJ[\w-]{5,2000}\.[\w-]{5,4000}(?:\.[\w-]{0,1000})?`,
  String.raw`\b(?:sk|pk|rk|api|key|token|gh[opsur]|github_pat|glpat|xox[abeprs]|hf|npm|whsec|shpat|dop_v1|pat)[-_][A-Za-z0-9_-]{16,400}`,
  String.raw`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`,
  String.raw`\bAIza[\w-]{35}`,
  String.raw`\bSG\.[\w-]{16,40}\.[\w-]{16,80}`,
  String.raw`(?<=\b[Bb]e?arer |\b[Bb]asic )[\w.~+/-]{8,2000}={0,2}`,
  // User and password of a URL.
  String.raw`(?<=\b[A-Za-z][A-Za-z0-9+.-]{1,15}:\/\/)[^\s/@:⟦⟧]{1,200}:[^\s/@⟦⟧]{1,200}(?=@)`,
  // Values of a URL's query.
  String.raw`(?<=[?&;#](?:[A-Za-z]{1,20}[_-])?(?:[Tt]oken|[Kk]ey|apikey|apiKey|sig|signature|secret|password|passwd|pwd|auth|code|session|sid)=)[^\s&#"'<>⟦⟧]{4,2000}`,
  // Long, and of letters and digits at random.
  String.raw`\b[0-9a-f]{32,128}\b|\b[0-9A-F]{32,128}\b`,
  String.raw`(?<![\w+/-])(?=[A-Za-z+/_-]{0,40}\d)(?=[a-z\d+/_-]{0,40}[A-Z])(?=[A-Z\d+/_-]{0,40}[a-z])[\w+/-]{40,2000}={0,2}`,
];

/** Secrets that are known by their own form. */
export const secretForms = new RegExp(known.join('|'), 'g');

/** A secret behind its name: `password: hunter2`, `PIN is 4711`, `api_key=...`. */
export const namedSecret =
  /(?<![\p{L}\p{N}])(?:pass ?word|passwd|passwort|kennwort|pwd|passcode|passphrase|pin|otp|tan|cvv|cvc|secret|token|api[ _-]?key|contraseña|clave)["']?\s{0,3}(?:[:=]|is|ist|es|lautet|was|war)\s{0,3}["']?[^\s"'⟦⟧]{3,200}/giu;

/** The secret of such a match. A word without digit or sign is none, but goes on with the sentence: "my password is not accepted". */
export function secretIn(match: string): string[] {
  const value =
    /(?:[:=\s])["']?([^\s"':=]+(?:[:=][^\s"']*)?)$/.exec(match)?.[1]?.replace(/[.,;!?)\]]+$/, '') ?? '';
  return value.length >= 3 && /[\d@#$%^&*_+~|<>\\/]/.test(value) ? [value] : [];
}
