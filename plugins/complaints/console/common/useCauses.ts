import { ref } from 'vue';
import { language } from '@/i18n';
import { listCauses } from '../api';
import type { Cause } from '../types';

const causes = ref<Cause[]>([]);
let asked = false;

/** The cause codes: data of the company, asked for once. */
export function useCauses() {
	if (!asked) {
		asked = true;
		listCauses().then((items) => (causes.value = items), () => (asked = false));
	}
	const nameOf = (code: string): string => {
		const cause = causes.value.find((one) => one.code === code);
		return cause ? cause[language()] : code;
	};
	return { causes, nameOf };
}
