"""Who acts: people, their accounts, the posts they hold and the roles of a post."""
