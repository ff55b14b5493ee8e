import { shallowRef } from 'vue';
import { listScreens, type Screen, type Words } from './api/screens';
import { language } from './i18n';
import { session } from './session';

const known = shallowRef<Screen[]>([]);
/** Whose they are: somebody else who signs in has others. */
let asked = '';

/** The screens that plugins bring and this person may use; empty until they are read. */
export const screens = (): Screen[] => (asked === session.user.value?.id ? known.value : []);

/** Reads them once a person. A host that cannot tell now does not keep anybody from his work: it is asked again. */
export async function readScreens(): Promise<void> {
	const user = session.user.value?.id ?? '';
	if (user === '' || user === asked) return;
	try {
		const found = await listScreens();
		asked = user;
		known.value = found;
	} catch {
		known.value = [];
	}
}

export const wordsIn = (words: Words | undefined): string => words?.[language()] ?? '';
export const screenPath = (screen: Screen): string => `/screen/${screen.plugin}/${screen.name}`;
export const screenOf = (plugin: unknown, name: unknown): Screen | undefined =>
	screens().find((screen) => screen.plugin === plugin && screen.name === name);
