/** A number with what it counts (`24h`, `10gb`, `1st`, `2x`, `30-day`), or by another (`4x4`, `1920x1080`). */
const quantity = /^(?:\d[\d.,]*-?\p{L}+|[1-9]\d*x\d+)$/u;

/** A version, a quarter, a paper size, a key of the keyboard: they stand in texts about anything. */
const label = /^(?:v\d+(?:\.\d+)*|q[1-4]|[ab]\d|f(?:[1-9]|1[0-2]))$/u;

/** Formats, techniques and substances that are words of everyday language. */
const names = new Set(
  `mp3 mp4 m4a h264 h265 x264 x265 x86 x64 utf8 utf-8 utf16 utf-16 base64 md5 sha1 sha256 sha-256 html5 css3 es6 http2 http3 ipv4 ipv6 usb2 usb3 wifi5 wifi6 web2 web3
  oauth2 fido2 u2f s3 ec2 k8s i18n l10n a11y w3c b2b b2c c2c p2p e2e h2o co2 o2 n2 ps3 ps4 ps5 win7 win8 win10 win11 office365 m365 covid19 covid-19 g7 g8 g20`.split(
    /\s+/u,
  ),
);

/** Whether a lower-case word is a code, such as `e21`, `err-1042` or `0x80070005`: letters and digits that name one thing. */
export function isCode(word: string): boolean {
  return (
    /\d/u.test(word) &&
    /\p{L}/u.test(word) &&
    !/[@/]/u.test(word) &&
    !quantity.test(word) &&
    !label.test(word) &&
    !names.has(word)
  );
}
