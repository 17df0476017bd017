# Pages for staff: the way in, the overview and the federation.

admin-places = Pages for staff
admin-overview = Overview
admin-about = How your node is, and what waits for you.
admin-records = records of all platforms
admin-login = Log in
admin-login-about = For staff of this platform: publish, import and look after its records, and vote in the federation.
admin-login-wrong = This is not the access token of this node.
admin-token = Access token
admin-token-hint = It stands in the file api.token in the data directory of the node. Who runs the server can give it to you. It is never part of an address.
admin-enter = Log in
admin-logout = Log out
