/** Where Slack tells of buttons that were pressed. */
export const slackPath = '/slack/interactions';
