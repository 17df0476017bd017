# The public pages beside the directory, the map and the statistics.
