import { Unzip, type UnzipFile, UnzipInflate, type Zippable, zipSync } from 'fflate';
import { LIMITS, UnreadableError } from './limits.ts';

const CHUNK = 1 << 16;
const END_OF_DIRECTORY = [0x50, 0x4b, 0x05, 0x06];

/**
 * The parts of a .xlsx or .docx that `wanted` names, unpacked. Sizes are counted while unpacking, whatever the headers
 * say; `onPart` sees each piece as it comes and may stop by throwing. Throws `UnreadableError`.
 */
export function unpack(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
  onPart: (path: string, piece: Uint8Array) => void = () => {},
): Map<string, Uint8Array> {
  if (!hasEnd(bytes)) throw new UnreadableError('文件不完整或已损坏，请重新复制或下载');
  const parts = new Map<string, Uint8Array>();
  let entries = 0;
  let size = 0;
  // fflate hands what a callback throws to the callback again, so the first reason is kept here.
  let refused: UnreadableError | null = null;
  const refuse = (error: unknown): never => {
    refused ??=
      error instanceof UnreadableError ? error : new UnreadableError('文件已损坏，无法解压；请重新复制或另存');
    throw refused;
  };
  const unzip = new Unzip((file: UnzipFile) => {
    if (++entries > LIMITS.entries) refuse(new UnreadableError(`压缩包内的文件超过 ${LIMITS.entries} 个，不予读取`));
    const path = file.name.replaceAll('\\', '/').replace(/^\/+/, '');
    if (!wanted(path)) return;
    const pieces: Uint8Array[] = [];
    file.ondata = (error, piece, final) => {
      if (error || refused) refuse(error);
      size += piece.length;
      if (size > LIMITS.unpackedSize)
        refuse(new UnreadableError(`解压后超过 ${LIMITS.unpackedSize / 1024 / 1024} MB 的上限，请拆分后再导入`));
      try {
        onPart(path, piece);
      } catch (reason) {
        refuse(reason);
      }
      pieces.push(piece);
      if (final) parts.set(path, Buffer.concat(pieces));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      unzip.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
    }
  } catch (error) {
    refuse(error);
  }
  return parts;
}

/** A package of these parts alone: what a reading library gets to see. */
export function repack(parts: Map<string, Uint8Array>): Uint8Array {
  const files: Zippable = Object.fromEntries(parts);
  return zipSync(files, { level: 0 });
}

/** Whether the archive has its end record; a file cut short has none. */
function hasEnd(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-66_000);
  return tail.lastIndexOf(Buffer.from(END_OF_DIRECTORY)) >= 0;
}
