import { onBeforeUnmount, onMounted } from 'vue';

/** Keys of a page. `typing`: the caret stands in a text field, where letters are letters. */
export type KeyHandler = (event: KeyboardEvent, typing: boolean) => void;

/** While an input method composes (拼音) or a box is open, no key is a command of the page. */
export function useKeys(handle: KeyHandler): void {
	const onKey = (event: KeyboardEvent) => {
		if (event.isComposing || event.altKey || event.metaKey) return;
		const open = [...document.querySelectorAll<HTMLElement>('.el-overlay')].some((box) => box.style.display !== 'none');
		if (open) return;
		handle(event, isTextField(event.target as HTMLElement));
	};
	onMounted(() => window.addEventListener('keydown', onKey));
	onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
}

export function isTextField(element: HTMLElement): boolean {
	if (/^(TEXTAREA|SELECT)$/.test(element.tagName)) return true;
	return element.tagName === 'INPUT' && !/^(radio|checkbox|button)$/.test((element as HTMLInputElement).type);
}
