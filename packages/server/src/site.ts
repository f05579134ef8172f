import { TicketAIError } from '@ticket-ai/core';

/** Where the server is reached, and so which requests are meant for it. */
export interface Site {
  /** Whether a request for this host name is for us. A page whose name was pointed at us by its owner (DNS rebinding) is not. */
  isOwnHost(hostname: string): boolean;
  /** Whether this origin is the one our pages are served from. */
  isOwnOrigin(origin: string, host: string): boolean;
  /** Whether browsers reach us by TLS. */
  readonly secure: boolean;
}

/** Settings of {@link describeSite}. */
export interface SiteOptions {
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** Listen on an address that other machines reach. */
  readonly allowRemote?: boolean;
  /** The address in browsers when there is a proxy in front, such as `https://desk.example.com`. */
  readonly publicUrl?: string;
}

const addressShape = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i;

/** Who we are to callers. @throws `invalid-input` for an address that other machines reach, unless that was asked for */
export function describeSite({ host = '127.0.0.1', allowRemote = false, publicUrl }: SiteOptions = {}): Site {
  if (!isLoopback(host) && !allowRemote) {
    throw new TicketAIError('invalid-input', {
      message: `${host} can be reached from other machines. Listen on 127.0.0.1, or allow it with \`allowRemote\` (\`--allow-remote\`) and put TLS in front.`,
      context: { host, exitCode: 2 },
    });
  }
  const publicSite = publicUrl === undefined ? undefined : new URL(publicUrl);
  return {
    secure: publicSite?.protocol === 'https:',
    isOwnHost(hostname) {
      if (isLoopback(hostname) || hostname === publicSite?.hostname) return true;
      // A name can be rebound to our address, an address cannot: it is ours as soon as the request arrived.
      return allowRemote && (hostname === host || addressShape.test(hostname));
    },
    isOwnOrigin(origin, ownHost) {
      if (!URL.canParse(origin)) return false;
      return origin === publicSite?.origin || new URL(origin).host === ownHost;
    },
  };
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '::1' ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}
