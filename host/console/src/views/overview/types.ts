/** One thing that is wrong, in plain words, with the page where something can be done about it. */
export interface Trouble {
	id: string;
	/** error: work stands still; warning: somebody should look. */
	level: 'error' | 'warning';
	title: string;
	detail: string;
	remedy: string;
	to?: string;
}
