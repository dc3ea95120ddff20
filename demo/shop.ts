import { Hono } from 'hono';
import { answerWith, readServed } from './files.ts';
import type { Live } from './live.ts';
import { readPage } from './pages.ts';

/** What the shop is made from. */
export interface ShopOptions {
  /** The folder of the repository. */
  readonly root: string;
  /** The folder that `izin build` wrote. */
  readonly gate: string;
  readonly port: () => number;
  /** Takes receipts. */
  readonly receiver: Hono;
  readonly live: Live;
}

/** Makes the shop: its pages, the gate under `/izin`, the receiver beside it, and the live page. */
export function createShop({ root, gate, port, receiver, live }: ShopOptions): Hono {
  const shop = new Hono();
  const forward = (request: Request): Response | Promise<Response> => receiver.fetch(request);
  shop.all('/izin/receipts', async ({ req }) => {
    const response = await forward(req.raw);
    live.receiptsChanged();
    return response;
  });
  shop.get('/izin/notices/:hash', ({ req }) => forward(req.raw));
  shop.get('/izin/healthz', ({ req }) => forward(req.raw));
  shop.get('/izin/*', async (c) => {
    const file = await readServed(gate, new URL(c.req.url).pathname.slice('/izin'.length), port());
    return file ? answerWith(file) : c.notFound();
  });
  shop.route('/langsung', live.app);
  shop.get('*', async (c) => {
    const page = await readPage(root, gate, new URL(c.req.url).pathname, port());
    return page ? answerWith(page) : c.notFound();
  });
  shop.notFound((c) => c.text('Tidak ditemukan. Not found.\n', 404));
  return shop;
}
