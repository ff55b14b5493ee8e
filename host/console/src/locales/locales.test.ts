import { describe, expect, test } from 'vitest';
import { messages } from '@/i18n';

function keysOf(value: unknown, path = ''): string[] {
	if (typeof value === 'string') return [path];
	return Object.entries(value as object).flatMap(([name, inner]) => keysOf(inner, path ? `${path}.${name}` : name));
}
const textOf = (value: unknown, path: string): string =>
	path.split('.').reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value) as string;
const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('locales', () => {
	const keys = keysOf(messages.zh);
	/** English may have a form for one and one for any other number; Chinese needs none. */
	const formsOf = (key: string) => textOf(messages.en, key).split(' | ').slice(0, 2);
	test('Chinese and English have the same keys', () => {
		expect(keysOf(messages.en).sort()).toEqual([...keys].sort());
	});
	test('and the same parameters in every text', () => {
		for (const key of keys) for (const form of formsOf(key)) expect(parameters(form), key).toEqual(parameters(textOf(messages.zh, key)));
	});
	test('no text is empty but those of problems, and none has characters that vue-i18n reads as syntax', () => {
		for (const language of ['zh', 'en'] as const) {
			for (const key of keys) {
				for (const text of language === 'en' ? formsOf(key) : [textOf(messages.zh, key)]) {
					if (!key.startsWith('problem.')) expect(text, `${language} ${key}`).not.toBe('');
					expect(text, `${language} ${key}`).not.toMatch(/[@|]/);
				}
			}
		}
	});
	test('English texts have no Chinese but the names that stand in the ERP', () => {
		const names = /已回访|已通知售后|反馈意见/g;
		for (const key of keys) expect(textOf(messages.en, key).replace(names, ''), key).not.toMatch(/[\u4e00-\u9fff]/);
	});
});
