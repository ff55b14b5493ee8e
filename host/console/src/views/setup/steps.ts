import type { ErpEntity, Plugin, RecordType, Setting, User } from '@/api/types';

/** What the pages of the console already know; null: could not be read. */
export interface Facts {
	secure: boolean;
	/** The browser stands on the host itself. */
	local: boolean;
	entities: ErpEntity[] | null;
	branches: number | null;
	users: User[] | null;
	plugins: Plugin[] | null;
	settings: Setting[] | null;
	records: RecordType[] | null;
	today: string;
}

export type StepName = 'plugins' | 'erp' | 'accounts' | 'certificate' | 'goLive' | 'imports' | 'dryRun';
/** done; open: still to do; wait: first something else; choice: may be left as it is. */
export type StepState = 'done' | 'open' | 'wait' | 'choice';

export interface Step {
	name: StepName;
	state: StepState;
	/** Which sentence says how it stands: `setup.<name>.<said>`. */
	said: string;
	values: Record<string, string | number>;
	to?: string;
}

/** The newest version counts, also one that takes effect later: the host reads it that way. */
const newestGoLive = (settings: Setting[] | null) => settings?.find((setting) => setting.name === 'go_live_date')?.versions?.at(-1);
const goLiveOf = (facts: Facts): string => {
	const value = newestGoLive(facts.settings)?.value;
	return typeof value === 'string' ? value : '';
};
/** From when a new date must hold so that it is the newest. */
export const goLiveFrom = (settings: Setting[] | null, today: string): string => {
	const newest = newestGoLive(settings)?.effectiveFrom ?? '';
	return newest > today ? newest : today;
};

/** How far a host is set up, in the order in which people do it. */
export function stepsOf(facts: Facts): Step[] {
	const step = (name: StepName, state: StepState, said: string, values: Step['values'] = {}, to?: string): Step => ({ name, state, said, values, to });
	const running = (facts.plugins ?? []).filter((plugin) => plugin.enabled).length;
	const read = (facts.entities ?? []).filter((entity) => entity.lastOkAt !== null).length;
	const mapped = (facts.entities ?? []).length;
	const signedIn = (facts.users ?? []).filter((user) => !user.disabled).length;
	const date = goLiveOf(facts);
	const written = (facts.records ?? []).filter((record) => record.mapped !== false);
	const off = written.filter((record) => record.mode === 'off' || record.mode === 'dry_run').length;

	const erp = (): Step => {
		if (mapped === 0) return step('erp', 'open', 'none', {}, '/erp/discover');
		if (read < mapped) return step('erp', 'open', 'reading', { read, mapped }, '/erp/entities');
		return step('erp', 'done', 'done', { mapped, branches: facts.branches ?? 0 }, '/erp/entities');
	};
	const dryRun = (): Step => {
		if (written.length === 0) return step('dryRun', 'wait', 'none');
		if (off > 0) return step('dryRun', 'open', 'open', { off, all: written.length }, '/erp/records');
		return step('dryRun', 'done', 'done', { all: written.length }, '/erp/records');
	};
	return [
		step('plugins', running > 0 ? 'done' : 'open', running > 0 ? 'done' : 'none', { running }, '/plugins'),
		erp(),
		mapped === 0 ? step('accounts', 'wait', 'wait', { n: signedIn }, '/users')
			: step('accounts', signedIn > 1 ? 'done' : 'open', signedIn > 1 ? 'done' : 'none', { n: signedIn }, '/users/employees'),
		step('certificate', facts.secure ? 'done' : 'choice', facts.secure ? 'done' : facts.local ? 'local' : 'none'),
		step('goLive', date ? 'done' : 'open', date ? (date > facts.today ? 'planned' : 'done') : 'none', { date }, '/settings'),
		running === 0 ? step('imports', 'wait', 'wait') : step('imports', 'choice', 'choice', {}, '/go-live-import'),
		dryRun(),
	];
}

/** The first thing to do next, if anything is left. */
export const nextOf = (steps: Step[]): Step | undefined => steps.find((step) => step.state === 'open');
