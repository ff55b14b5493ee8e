import { describe, expect, it } from 'vitest';
import { goLiveFrom, nextOf, stepsOf, type Facts } from './steps';

const nothing: Facts = { secure: false, local: true, entities: null, branches: null, users: null, plugins: null, settings: null, records: null, today: '2026-11-22' };
const entity = (okAt: number | null) => ({ entity: 'work_order', lastOkAt: okAt }) as never;
const states = (facts: Partial<Facts>) => Object.fromEntries(stepsOf({ ...nothing, ...facts }).map((step) => [step.name, `${step.state}/${step.said}`]));

describe('how far a host is set up', () => {
	it('begins with the plugins where nothing is known', () => {
		expect(states({})).toEqual({
			plugins: 'open/none', erp: 'open/none', accounts: 'wait/wait', certificate: 'choice/local', goLive: 'open/none', imports: 'wait/wait', dryRun: 'wait/none',
		});
		expect(nextOf(stepsOf(nothing))?.name).toBe('plugins');
	});
	it('goes on while the ERP is still being read', () => {
		expect(states({ entities: [entity(1), entity(null)] }).erp).toBe('open/reading');
		expect(states({ entities: [entity(1)] }).erp).toBe('done/done');
	});
	it('asks for accounts until somebody but the administrator has one', () => {
		const user = (disabled: boolean) => ({ disabled }) as never;
		expect(states({ entities: [entity(1)], users: [user(false), user(true)] }).accounts).toBe('open/none');
		expect(states({ entities: [entity(1)], users: [user(false), user(false)] }).accounts).toBe('done/done');
	});
	it('tells a start that is still to come from one that was', () => {
		const setting = (value: string | null, effectiveFrom = '2026-11-22') => ({ name: 'go_live_date', value: null, versions: value ? [{ effectiveFrom, value }] : [] }) as never;
		expect(states({ settings: [setting(null)] }).goLive).toBe('open/none');
		expect(states({ settings: [setting('2026-12-01')] }).goLive).toBe('done/planned');
		expect(states({ settings: [setting('2026-11-22')] }).goLive).toBe('done/done');
	});
	it('replaces a date that was to hold later', () => {
		const setting = (effectiveFrom: string) => [{ name: 'go_live_date', versions: [{ effectiveFrom, value: '2026-12-01' }] }] as never;
		expect(goLiveFrom(setting('2026-12-01'), '2026-11-22')).toBe('2026-12-01');
		expect(goLiveFrom(setting('2026-11-01'), '2026-11-22')).toBe('2026-11-22');
		expect(goLiveFrom(null, '2026-11-22')).toBe('2026-11-22');
	});
	it('ends when nothing is held back from the ERP', () => {
		const record = (mode: string, mapped = true) => ({ type: 'x', mode, mapped }) as never;
		expect(states({ records: [record('dry_run'), record('on')] }).dryRun).toBe('open/open');
		expect(states({ records: [record('hand_list'), record('on'), record('off', false)] }).dryRun).toBe('done/done');
		expect(states({ secure: true }).certificate).toBe('done/done');
	});
});
