import { useI18n } from 'vue-i18n';
import { useOffences } from '../outcomes/offences';
import type { Dimension } from './types';

/** Dimensions whose keys are codes of ours; the names of all others come from the server. */
const kGroups: Partial<Record<Dimension, string>> = { stage: 'stages', product: 'products', service_type: 'services', service_mode: 'modes', respondent: 'respondents' };

/** SV-57: offences are counted under this name. */
const kOffence = 'offence:';

/** What people call a row of a dimension, and an indicator. */
export function useNames() {
	const { t, te } = useI18n();
	const { offenceName } = useOffences();
	function rowName(by: Dimension, key: string, name: string): string {
		if (key === '') return t('survey.figures.notKnown');
		const text = kGroups[by] ? `survey.${kGroups[by]}.${key}` : '';
		return text && te(text) ? t(text) : name || key;
	}
	/** `appearance.clothes` → the text of `appearance_clothes`. */
	function indicatorName(indicator: string): string {
		if (indicator.startsWith(kOffence)) return offenceName(indicator.slice(kOffence.length));
		const text = `survey.indicators.${indicator.replace(/[.-]/g, '_')}`;
		return te(text) ? t(text) : indicator;
	}
	return { rowName, indicatorName };
}
