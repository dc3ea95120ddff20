import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueService } from '../core/catalogue/service.ts';

/** Reads the facts about all services, sorted by id. */
export const readCatalogue = (folder: string): CatalogueService[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CatalogueService);
