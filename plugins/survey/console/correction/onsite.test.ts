import { describe, expect, test } from 'vitest';
import type { OnSite } from '../types';
import { conductIncomplete, onSiteDraft, onSiteToSend, openCheck } from './onsite';

const recorded: OnSite = {
	callerNumber: '13900001234', callerIsCustomer: false, courtesy: true,
	checks: { name: { result: 'match', said: '' }, phone: { result: 'mismatch', said: '尾号 1111' }, brand: { result: 'match', said: '' } },
	conduct: { found: '抽烟', outcome: '已道歉', noticeDueOn: '2026-11-30', offence: 'B-SMOKING' },
};

describe('SV-15 a correction of a call on site', () => {
	test('sends what was recorded where nothing was touched, without what the server decides', () => {
		const { callerIsCustomer: _, ...rest } = recorded;
		expect(onSiteToSend(onSiteDraft(recorded))).toEqual(rest);
	});
	test('SV-20 a call that becomes one on site needs its three checks, and what was said of a mismatch', () => {
		const draft = onSiteDraft(null);
		expect(openCheck(draft)).toEqual({ name: 'name', unsaid: false });
		for (const check of Object.values(draft.checks)) check.result = 'match';
		expect(openCheck(draft)).toBeNull();
		draft.checks.brand.result = 'mismatch';
		expect(openCheck(draft)).toEqual({ name: 'brand', unsaid: true });
	});
	test('SV-23 bad conduct that is switched off is taken back', () => {
		const draft = onSiteDraft(recorded);
		draft.hasConduct = false;
		expect(onSiteToSend(draft).conduct).toBeNull();
		draft.hasConduct = true;
		draft.conduct.outcome = ' ';
		expect(conductIncomplete(draft)).toBe(true);
	});
});
