import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Decides who may talk to the loopback server: the browser that opened the printed address, and nobody else on this
 * machine or on the web. An address works once and gives a cookie; every later request must bring it.
 */
export interface Guard {
  /** A new address to open, good for one visit. */
  address(): string;
  /** The cookie for a visitor who brought a token of an address; null when the token is unknown or used. */
  admit(token: string): string | null;
  /** True when the request comes from the server's own page in the admitted browser. */
  passes(headers: IncomingHttpHeaders, how: { cookie: boolean; origin: 'required' | 'optional' }): boolean;
}

/** @param port the port of 127.0.0.1 that the server listens on */
export function createGuard(port: number): Guard {
  const host = `127.0.0.1:${port}`;
  // Cookies ignore the port, so another program's server on this machine must not overwrite ours.
  const name = `jixiaobiao-${port}`;
  const session = secret();
  const tokens = new Set<string>();
  return {
    address() {
      const token = secret();
      tokens.add(token);
      return `http://${host}/?token=${token}`;
    },
    admit(token) {
      const known = [...tokens].find((candidate) => same(candidate, token));
      if (known === undefined) return null;
      tokens.delete(known);
      return `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    passes(headers, { cookie, origin }) {
      // A name that resolves to 127.0.0.1 (DNS rebinding) has another Host.
      if (headers.host !== host) return false;
      if (headers.origin === undefined ? origin === 'required' : headers.origin !== `http://${host}`) return false;
      const site = headers['sec-fetch-site'];
      if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
      return !cookie || same(cookieValue(headers.cookie ?? '', name), session);
    },
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function same(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

function cookieValue(header: string, name: string): string {
  const found = header.split(';').find((pair) => pair.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1) ?? '';
}
