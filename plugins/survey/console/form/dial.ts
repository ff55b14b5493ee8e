import { ref } from 'vue';

/** Some telephone systems want a digit for an outside line. It depends on the telephone beside this computer, so it is kept here. */
const kName = 'erphost.survey.dialPrefix';

function stored(): string {
	try {
		return localStorage.getItem(kName) ?? '';
	} catch {
		return '';
	}
}
export const dialPrefix = ref(stored());

export function keepDialPrefix(text: string): void {
	dialPrefix.value = text.replace(/[^\d*#,+]/g, '').slice(0, 8);
	try {
		localStorage.setItem(kName, dialPrefix.value);
	} catch {
		// Lasts as long as the page.
	}
}

/** "tel:9,13912345678"; what is no digit of a number is left out. */
export const telLink = (phone: string, prefix: string): string => `tel:${prefix}${phone.replace(/[^\d+]/g, '')}`;
