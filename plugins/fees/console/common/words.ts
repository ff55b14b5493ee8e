import { hasText, language, translate } from '@/i18n';

/** A code in words where the locales know it: `fees.<group>.<code>`. */
export const word = (group: string, code: string | null | undefined): string =>
	!code ? '' : hasText(`fees.${group}.${code}`) ? translate(`fees.${group}.${code}`) : code;

/** The server's text in the person's language. */
export const named = (one: { zh: string; en: string }): string => (language() === 'en' ? one.en || one.zh : one.zh || one.en);

/** An offence as people call it: the console's own words first, those of the company's table else. */
export function offenceName(one: { offence: string; offenceZh: string; offenceEn: string }): string {
	if (one.offence && hasText(`offences.${one.offence}`)) return translate(`offences.${one.offence}`);
	return named({ zh: one.offenceZh, en: one.offenceEn }) || (one.offence ? one.offence : translate('fees.fines.inNoTable'));
}

/** A quantity in smallest units as people count it: 2500 of 1000 → "2.5 m". Exact: digits, not floating point. */
export function quantityText(quantity: number, unitSize: number, unit: string): string {
	const sign = quantity < 0 ? '-' : '';
	const whole = Math.trunc(Math.abs(quantity) / unitSize);
	const rest = Math.abs(quantity) % unitSize;
	const places = String(unitSize).length - 1;
	// Units are parts of ten nearly always; what is not is said as a fraction.
	const text = rest === 0 ? String(whole) : /^10+$/.test(String(unitSize)) ? `${whole}.${String(rest).padStart(places, '0').replace(/0+$/, '')}` : `${whole} ${rest}/${unitSize}`;
	return `${sign}${text}${unit ? ` ${unit}` : ''}`;
}

export const serviceName = (code: string): string => (code ? word('serviceTypes', code) : '');
export const productName = (code: string): string => (code && code !== '*' ? (hasText(`survey.products.${code}`) ? translate(`survey.products.${code}`) : word('productTypes', code)) : '');
