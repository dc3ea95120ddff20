/** What the configuration, once read, must not let pass. */
import { readConfig, type Config } from '../../src/core/config/config.ts';
import type { Choices, ConsentRecord } from '../../src/core/consent/types.ts';
import type { Receipt } from '../../src/core/receipt/receipt.ts';

const { config, problems } = readConfig({});
const days: number = config.consent.days;
void days;
void problems.map(({ path, found, expected }) => `${path}: found ${found}, expected ${expected}`);

// @ts-expect-error
config.consent.days = 1;
// @ts-expect-error
config.allow.push('cdn.example');
// @ts-expect-error one of three words
const unlisted: Config['unlisted'] = 'hold-some';
void unlisted;
// @ts-expect-error a service is declared by facts, not by its name
const services: Config['services'] = { hotjar: 'performance' };
void services;
// @ts-expect-error may be absent
const name: string = config.services['hotjar'].name;
void name;

declare const choices: Choices;
// @ts-expect-error
choices['marketing'] = 'granted';

declare const record: ConsentRecord;
// @ts-expect-error necessary is no choice
void record.categories.necessary;

declare const receipt: Receipt;
// @ts-expect-error what happened is one of the words of the receipt
const event: 'accepted' = receipt.event;
void event;
// @ts-expect-error
receipt.choices.marketing = true;
