export type MessagesTab = 'log' | 'optouts' | 'channels';
export const kTabs: MessagesTab[] = ['log', 'optouts', 'channels'];
