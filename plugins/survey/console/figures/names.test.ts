import { expect, test } from 'vitest';
import { hasText } from '@/i18n';

const questionnaires = import.meta.glob<string>('../../questionnaires/*.json', { eager: true, query: '?raw', import: 'default' });

test('every indicator that a questionnaire counts has a name: nobody reads its code', () => {
	const indicators = Object.values(questionnaires).flatMap((text) => [...text.matchAll(/"indicator": "([^"]+)"/g)].map((match) => match[1]!));
	expect(indicators.length).toBeGreaterThan(50);
	expect([...new Set(indicators)].filter((one) => !hasText(`survey.indicators.${one.replace(/[.-]/g, '_')}`))).toEqual([]);
});
