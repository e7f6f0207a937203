/**
 * An ICC profile of sRGB as a display (ICC.1:2001-04, version 2.1), made here from the published constants, so that no
 * file of others is needed: the curve of IEC 61966-2-1, its primaries adapted to D50 by the Bradford transform.
 */
export function srgbProfile(): Uint8Array {
  const curve = curveTag();
  const tags: [string, Uint8Array][] = [
    ['desc', descriptionTag('sRGB IEC61966-2.1')],
    ['cprt', tag('text', Buffer.from('Public domain\0'))],
    ['wtpt', xyzTag(D50)],
    ['rXYZ', xyzTag([0.4360747, 0.2225045, 0.0139322])],
    ['gXYZ', xyzTag([0.3850649, 0.7168786, 0.0971045])],
    ['bXYZ', xyzTag([0.1430804, 0.0606169, 0.7141733])],
    ...(['rTRC', 'gTRC', 'bTRC'] as const).map((name): [string, Uint8Array] => [name, curve]),
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  const bodies: Uint8Array[] = [];
  const placed = new Map<Uint8Array, number>();
  let at = 128 + table.length;
  for (const [index, [name, body]] of tags.entries()) {
    const offset = placed.get(body) ?? at;
    if (offset === at) {
      bodies.push(body);
      placed.set(body, at);
      at += body.length;
    }
    table.write(name, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(offset, 8 + 12 * index);
    table.writeUInt32BE(body.length, 12 + 12 * index);
  }
  return Buffer.concat([header(at), table, ...bodies]);
}

/** The white of the space in which profiles are connected. */
const D50 = [0.9642, 1, 0.8249] as const;

function header(size: number): Uint8Array {
  const bytes = Buffer.alloc(128);
  bytes.writeUInt32BE(size);
  bytes.writeUInt32BE(0x02100000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  // A fixed day, so that the same input gives the same bytes.
  [2024, 1, 1, 0, 0, 0].map((part, index) => bytes.writeUInt16BE(part, 24 + 2 * index));
  bytes.write('acsp', 36, 'latin1');
  xyz(D50).copy(bytes, 68);
  return bytes;
}

/** A tag's type and content, filled up to a multiple of 4 bytes. */
function tag(type: string, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(Math.ceil((8 + content.length) / 4) * 4);
  bytes.write(type, 'latin1');
  bytes.set(content, 8);
  return bytes;
}

function xyz(values: readonly [number, number, number]): Buffer {
  const bytes = Buffer.alloc(12);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65536), 4 * index);
  return bytes;
}

function xyzTag(values: readonly [number, number, number]): Uint8Array {
  return tag('XYZ ', xyz(values));
}

/** The name in ASCII; its forms in Unicode and for the Macintosh are left empty. */
function descriptionTag(name: string): Uint8Array {
  const bytes = Buffer.alloc(4 + name.length + 1 + 8 + 3 + 67);
  bytes.writeUInt32BE(name.length + 1);
  bytes.write(name, 4, 'latin1');
  return tag('desc', bytes);
}

const POINTS = 1024;

function curveTag(): Uint8Array {
  const bytes = Buffer.alloc(4 + 2 * POINTS);
  bytes.writeUInt32BE(POINTS);
  for (let index = 0; index < POINTS; index++) {
    const value = index / (POINTS - 1);
    const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    bytes.writeUInt16BE(Math.round(light * 65535), 4 + 2 * index);
  }
  return tag('curv', bytes);
}
