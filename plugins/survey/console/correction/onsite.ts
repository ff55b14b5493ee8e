import { today } from '@/composables/format';
import { kChecks, type CheckDraft, type CheckName } from '../onsite/types';
import type { OnSite } from '../types';

/** What a correction says about a call on site (SV-20 … SV-24); whether the number is the customer's is the server's to say. */
export interface OnSiteDraft {
	callerNumber: string;
	checks: Record<CheckName, CheckDraft>;
	courtesy: boolean;
	hasConduct: boolean;
	conduct: { found: string; outcome: string; noticeDueOn: string; offence?: string };
}

/** As it was recorded; of a call that was not on site, nothing yet. */
export function onSiteDraft(recorded: OnSite | null | undefined): OnSiteDraft {
	const check = (name: CheckName): CheckDraft => ({ result: recorded?.checks[name].result ?? null, said: recorded?.checks[name].said ?? '' });
	return {
		callerNumber: recorded?.callerNumber ?? '',
		checks: { name: check('name'), phone: check('phone'), brand: check('brand') },
		courtesy: recorded?.courtesy ?? false,
		hasConduct: Boolean(recorded?.conduct),
		conduct: { ...(recorded?.conduct ?? { found: '', outcome: '', noticeDueOn: today() }) },
	};
}

/** The check that is not made, or made without what was said. */
export const openCheck = (draft: OnSiteDraft): { name: CheckName; unsaid: boolean } | null => {
	const name = kChecks.find((one) => draft.checks[one].result === null);
	if (name) return { name, unsaid: false };
	const unsaid = kChecks.find((one) => draft.checks[one].result === 'mismatch' && draft.checks[one].said.trim() === '');
	return unsaid ? { name: unsaid, unsaid: true } : null;
};
export const conductIncomplete = ({ hasConduct, conduct }: OnSiteDraft): boolean =>
	hasConduct && (!conduct.found.trim() || !conduct.outcome.trim() || !conduct.noticeDueOn);

export function onSiteToSend(draft: OnSiteDraft): Omit<OnSite, 'callerIsCustomer'> {
	const check = (name: CheckName) => ({ result: draft.checks[name].result ?? 'match', said: draft.checks[name].said.trim() });
	return {
		callerNumber: draft.callerNumber.trim(),
		checks: { name: check('name'), phone: check('phone'), brand: check('brand') },
		courtesy: draft.courtesy,
		conduct: draft.hasConduct ? {
			found: draft.conduct.found.trim(), outcome: draft.conduct.outcome.trim(), noticeDueOn: draft.conduct.noticeDueOn,
			...(draft.conduct.offence ? { offence: draft.conduct.offence } : {}),
		} : null,
	};
}
