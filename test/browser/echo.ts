import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createCertificate } from './certificate.ts';

/** What every handshake is answered with (RFC 6455, section 1.3). */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const CLOSE = 8;

/** A server that sends back every message of a WebSocket. */
export interface Echo {
  readonly port: number;
  stop(): void;
}

/** One message in a frame of its own, as servers send it. */
function frame(opcode: number, body: Buffer): Buffer {
  const head =
    body.length < 126
      ? Buffer.from([0x80 | opcode, body.length])
      : Buffer.from([0x80 | opcode, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
}

/** Takes frames as they come, and sends each back; none is longer than 64 KB. */
function echo(socket: Duplex): void {
  let buffer = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (part: Buffer) => {
    buffer = Buffer.concat([buffer, part]);
    for (;;) {
      if (buffer.length < 8) return;
      const opcode = buffer.readUInt8(0) & 15;
      const short = buffer.readUInt8(1) & 127;
      const from = short === 126 ? 4 : 2;
      const length = short === 126 ? buffer.readUInt16BE(2) : short;
      if (buffer.length < from + 4 + length) return;
      const mask = buffer.subarray(from, from + 4);
      const body = Buffer.from(buffer.subarray(from + 4, from + 4 + length));
      for (let i = 0; i < length; i++) body.writeUInt8(body.readUInt8(i) ^ mask.readUInt8(i % 4), i);
      buffer = buffer.subarray(from + 4 + length);
      socket.write(frame(opcode, body));
      if (opcode === CLOSE) socket.end();
    }
  });
}

export async function createEcho(): Promise<Echo> {
  const server = createServer(createCertificate());
  const open = new Set<Duplex>();
  server.on('upgrade', ({ headers }, socket: Duplex) => {
    open.add(socket);
    const accept = createHash('sha1').update(`${headers['sec-websocket-key']}${MAGIC}`).digest('base64');
    const [protocol] = headers['sec-websocket-protocol']?.split(',') ?? [];
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${protocol ? `Sec-WebSocket-Protocol: ${protocol}\r\n` : ''}\r\n`,
    );
    echo(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
