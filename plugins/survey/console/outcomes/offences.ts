import { useI18n } from 'vue-i18n';

/** Table A of RULES.md §5: what call-backs find. */
export const kOffences = [
	'A-SALES-ATTITUDE', 'A-SALES-SATISFACTION', 'A-LOG-LATE', 'A-LOG-SATISFACTION', 'A-LOG-DAMAGE', 'A-NO-APPOINTMENT-CALL', 'A-NOT-IN-TIME', 'A-MISSED-APPOINTMENT',
	'A-DRINKING', 'A-CUSTOMER-THINGS', 'A-EXCHANGE-CAUSED', 'A-UNSAFE', 'A-DAMAGE-ESCALATED', 'A-REPEAT-VISITS', 'A-OVERCHARGE', 'A-NO-EXPLANATION', 'A-NO-ONSITE-CALLBACK',
	'A-CUSTOMER-PHONE', 'A-DEPARTMENT',
];

export function useOffences() {
	const { t, te } = useI18n();
	/** Offences of other tables show as their code. */
	const offenceName = (code: string): string => {
		const key = `survey.offences.${code.replace(/-/g, '_')}`;
		return te(key) ? t(key) : code;
	};
	return { offenceName };
}
